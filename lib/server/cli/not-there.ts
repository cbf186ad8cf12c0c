/** What is said where no reading has this slug or id. */
export const noReading = (text: string): string => `There is no reading "${text}". Give its slug or its id.`

/** What is said where no member, or more than one, is meant. */
export const noMember = (text: string): string =>
  `There is no one member "${text}". Give an e-mail, an id, or a name that only one has.`

/** What is said where the codebook has no tag of this name. */
export const noTag = (name: string, seminar: string): string =>
  `There is no tag "${name}". \`scholion codebook ${seminar}\` lists them.`

/** What is said where nobody can read the file, for it is not there. */
export const noFile = (file: string): string => `There is no file "${file}". Check its name.`
