import type { LucideIcon } from 'lucide-react'
import type { ComponentPropsWithRef, ReactNode } from 'react'

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  readonly icon?: LucideIcon
  readonly look?: 'plain' | 'quiet' | 'primary'
}

/** A native button in the product's looks. `quiet` has no border until it is pointed at. */
export function Button({ icon: Icon, look = 'plain', className = '', children, ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" className={`button ${look} ${className}`} {...rest}>
      {Icon !== undefined && <Icon aria-hidden="true" />}
      {children}
    </button>
  )
}

/** A button that shows only an icon; its label is its accessible name and its hover. */
export function IconButton({ label, icon, ...rest }: Omit<ButtonProps, 'children'> & { readonly label: string; readonly icon: LucideIcon }): ReactNode {
  return <Button icon={icon} look="quiet" className="icon-only" aria-label={label} title={label} {...rest} />
}
