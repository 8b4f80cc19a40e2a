/** A port whose adapter, and with it the SDK's client, is loaded by the first call: most desks that watch never open a door. */
export function onDemand<P extends object>(load: () => Promise<P>, methods: Readonly<Record<keyof P, true>>): P {
  let loaded: Promise<P> | undefined
  const port = (): Promise<P> => (loaded ??= load())
  const call = (name: string) => async (...args: readonly unknown[]): Promise<unknown> => {
    const method: unknown = Reflect.get(await port(), name)
    return typeof method === 'function' ? (Reflect.apply(method, undefined, args) as unknown) : undefined
  }
  return Object.fromEntries(Object.keys(methods).map((name) => [name, call(name)])) as P // every member of the port is named, and each is a call
}
