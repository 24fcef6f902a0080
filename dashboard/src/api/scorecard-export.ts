/** GET /api/exports/calls/{id}/scorecard: address of a scorecard as a file. */

export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

export const scorecardExportUrl = (format: SheetFormat, callId: string): string =>
  `/api/exports/calls/${encodeURIComponent(callId)}/scorecard?format=${format}`;
