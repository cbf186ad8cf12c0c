/** The formats of `/readings/…/export`, in the order in which they are offered; `original` besides, for a paper that came as a PDF. */
export const FILE_FORMATS = ['pdf', 'docx', 'html', 'markdown', 'csv', 'xlsx', 'jsonld', 'qdpx'] as const
