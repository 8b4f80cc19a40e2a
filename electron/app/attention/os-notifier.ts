import { Notification } from 'electron'
import type { Notifier } from '#electron/ports/attention'

/**
 * The desktop's notifications through Electron: libnotify and D-Bus on Linux, the Notification Center on macOS, toasts on Windows.
 * Whoever listens on the desktop decides how they look; one that nobody takes is lost without an error on Linux.
 */
export function createOsNotifier(): Notifier {
  // A notification that nothing refers to is collected, and its click with it.
  const open = new Set<Notification>()
  return {
    ...(Notification.isSupported() ? {} : { trouble: 'This computer shows no notifications: watch the window, its title and the sound.' }),
    show: (note, pressed) => {
      const { title, body, critical } = note
      const notification = new Notification({ title, body, silent: true, urgency: critical ? 'critical' : 'normal', timeoutType: critical ? 'never' : 'default' })
      open.add(notification)
      notification.on('click', pressed)
      notification.on('close', () => open.delete(notification))
      notification.show()
      return () => {
        notification.close()
        open.delete(notification)
      }
    },
  }
}
