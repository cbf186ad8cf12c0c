/** A word as it can be typed: in quotation marks where it has a space or the like. */
export const typed = (text: string): string => (/^[\w.@-]+$/.test(text) ? text : JSON.stringify(text))

/** What is said where no seminar, or more than one, is meant. */
export const noSeminar = (text: string): string =>
  `There is no one seminar "${text}". \`scholion seminars\` lists them: give the class code, the id, or a name that only one has.`

/** What is said where no reading has this slug or id. */
export const noReading = (text: string): string =>
  `There is no reading "${text}". \`scholion readings SEMINAR\` lists them: give a slug or an id.`

/** What is said where a reading has no layer of this id. */
export const noLayer = (text: string, reading: string): string =>
  `"${reading}" has no layer "${text}". \`scholion reading ${typed(reading)}\` lists them with their ids.`

/** What is said where no member, or more than one, is meant. */
export const noMember = (text: string, seminar: string): string =>
  `There is no one member "${text}". \`scholion members ${typed(seminar)}\` lists them: give an e-mail, an id, or a name that only one has.`

/** What is said where the seminar has no group of this name. */
export const noGroup = (name: string, seminar: string): string =>
  `There is no group "${name}". \`scholion groups ${typed(seminar)}\` lists them.`

/** What is said where the codebook has no tag of this name. */
export const noTag = (name: string, seminar: string): string =>
  `There is no tag "${name}". \`scholion codebook ${typed(seminar)}\` lists them.`

/** What is said where nobody can read the file, for it is not there. */
export const noFile = (file: string): string => `There is no file "${file}". Check its name.`
