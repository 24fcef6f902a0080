/** /api/reports: trends by e-mail. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { NewReport, ReportPlan } from './shapes.ts';

export const reportsKey = ['reports'] as const;

export const listReports = queryOptions({
  queryKey: reportsKey,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/reports', { signal })),
});

export const reportHistory = (id: string) =>
  queryOptions({
    queryKey: [...reportsKey, id, 'history'],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/reports/{id}/history', { params: { path: { id } }, signal })).items,
  });

export async function createReport(body: NewReport): Promise<void> {
  await client.POST('/api/reports', { body });
}

export async function changeReport(id: string, body: ReportPlan): Promise<void> {
  await client.PUT('/api/reports/{id}', { params: { path: { id } }, body });
}

export async function removeReport(id: string): Promise<void> {
  await client.DELETE('/api/reports/{id}', { params: { path: { id } } });
}

export async function sendReport(id: string, requestId: string): Promise<void> {
  await client.POST('/api/reports/{id}/send', { params: { path: { id } }, body: { id: requestId } });
}

export const previewUrl = (id: string, format: 'pdf' | 'xlsx'): string => `/api/reports/${id}/preview?format=${format}`;
