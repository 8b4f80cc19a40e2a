/** `8 h`, `90 min`: how long this desk allows. */
export const lengthText = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`)
