/** A person of the sample. `key` is how the scripts call them, and the name of their e-mail address. */
export interface SamplePerson {
  readonly key: string
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  /** `null` for who teaches. */
  readonly group: 'Group A' | 'Group B' | 'Group C' | null
  /** 1 to 12: the colour of their disc. */
  readonly colour: number
}

export const SAMPLE_SEMINAR = { name: 'South Asian Security', classCode: 'KPR7Q4' } as const
export const SAMPLE_GROUPS = ['Group A', 'Group B', 'Group C'] as const
export const SAMPLE_DOMAIN = 'sample.scholion.org'
/** Of every sample account; the sign-in page says so. It is there only where the sample is. */
export const SAMPLE_PASSWORD = 'scholion'

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { key: 'samina.qureshi', name: 'Samina Qureshi', role: 'instructor', group: null, colour: 3 },
  { key: 'dara.lind', name: 'Dara Lind', role: 'assistant', group: null, colour: 10 },
  { key: 'amina.rahman', name: 'Amina Rahman', role: 'student', group: 'Group A', colour: 1 },
  { key: 'jonas.weber', name: 'Jonas Weber', role: 'student', group: 'Group A', colour: 5 },
  { key: 'mei.tan', name: 'Mei Tan', role: 'student', group: 'Group A', colour: 7 },
  { key: 'bilal.chaudhry', name: 'Bilal Chaudhry', role: 'student', group: 'Group A', colour: 11 },
  { key: 'leila.haddad', name: 'Leila Haddad', role: 'student', group: 'Group B', colour: 2 },
  { key: 'hana.suzuki', name: 'Hana Suzuki', role: 'student', group: 'Group B', colour: 6 },
  { key: 'tomas.varga', name: 'Tomás Varga', role: 'student', group: 'Group B', colour: 9 },
  { key: 'priya.nair', name: 'Priya Nair', role: 'student', group: 'Group B', colour: 12 },
  { key: 'daniel.okafor', name: 'Daniel Okafor', role: 'student', group: 'Group C', colour: 4 },
  { key: 'zara.malik', name: 'Zara Malik', role: 'student', group: 'Group C', colour: 8 },
  { key: 'ben.carter', name: 'Ben Carter', role: 'student', group: 'Group C', colour: 1 },
  { key: 'ngozi.eze', name: 'Ngozi Eze', role: 'student', group: 'Group C', colour: 10 },
]
