/** A file is damaged, locked, or beyond what is read of any. The message names no words of it. */
export class UnreadablePdf extends Error {}
