/** The system's clipboard. */
export interface Clipboard {
  write(text: string): Promise<void>
}
