/** The formats of `/readings/…/export`, in the order in which they are offered. */
export const FILE_FORMATS = ['pdf', 'docx', 'html', 'markdown', 'csv', 'xlsx', 'jsonld', 'qdpx'] as const
