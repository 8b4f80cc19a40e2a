import { useEffect, useRef, type ComponentType, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { emptySetup, setupSteps, type SetupStep } from '../../stores/setup-store'
import { useServices, useSlice } from '../../stores/services'
import { AccountsStep } from './accounts-step'
import { SignInStep } from './sign-in-step'
import { TenantsStep } from './tenants-step'
import { WayStep } from './way-step'
import { WriteStep } from './write-step'

const steps: Record<SetupStep, { readonly title: string; readonly short: string; readonly Body: ComponentType }> = {
  way: { title: 'How do you reach AWS?', short: 'Way in', Body: WayStep },
  signIn: { title: 'Sign in', short: 'Sign in', Body: SignInStep },
  accounts: { title: 'Which accounts and Regions?', short: 'Accounts', Body: AccountsStep },
  tenants: { title: 'Whose resources are there?', short: 'Tenants', Body: TenantsStep },
  write: { title: 'Write the fleet file', short: 'Write', Body: WriteStep },
}

/** From nothing to a watched fleet in five steps. Nothing is changed in AWS, and nothing on this computer before the last. */
export function SetupScreen(): ReactNode {
  const { client, setup, ui } = useServices()
  const step = useSlice('setup', (state) => state.step)
  const heading = useRef<HTMLHeadingElement>(null)
  const { title, Body } = steps[step]
  const at = setupSteps.indexOf(step)

  useEffect(() => heading.current?.focus(), [step])

  const leave = (): void => {
    void client.invoke('setup.leave', null)
    setup.setState(emptySetup, true)
    ui.setState({ route: 'fleet', announcement: 'Setting up was left; nothing was written' })
  }
  return (
    <div className="setup">
      <nav aria-label="Steps">
        <h1>Connect your AWS</h1>
        <ol>
          {setupSteps.map((name, index) => (
            <li key={name} aria-current={name === step ? 'step' : undefined} data-done={index < at || undefined}>
              {index < at ? (
                <button type="button" className="button quiet" onClick={() => setup.setState({ step: name })}><span className="num">{index + 1}</span>{steps[name].short}</button>
              ) : (
                <span className="setup-step"><span className="num">{index + 1}</span>{steps[name].short}</span>
              )}
            </li>
          ))}
        </ol>
        <p className="faint">Nothing in AWS is changed: these steps only read. No file is written before the last step.</p>
        <Button look="quiet" onClick={leave}>Leave without writing</Button>
      </nav>
      <section className="setup-body" aria-labelledby="setup-title">
        <h2 id="setup-title" ref={heading} tabIndex={-1}>{title}</h2>
        <Body />
      </section>
    </div>
  )
}
