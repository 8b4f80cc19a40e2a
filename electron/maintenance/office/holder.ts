/** Who holds a run, as the desk's store can keep it: person, computer, and the console while it runs. */
export const holderName = (person: string, computer: string, launch: string): string => [`${word(person)}@${word(computer)}`, word(launch)].join('=').slice(0, 300)

const word = (text: string): string => text.replace(/[^\w.+-]+/g, '-')

/** `ana@night-desk-1`: as an operator reads it. */
export const holderWords = (holder: string): string => holder.split('=')[0] ?? holder
