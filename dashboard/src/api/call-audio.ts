/** GET /api/calls/{id}/audio: the address of the sound; the browser streams it with Range. */

export const callAudioUrl = (id: string): string => `/api/calls/${encodeURIComponent(id)}/audio`;
