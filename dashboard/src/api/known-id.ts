/** Ids in addresses: what cannot be one looks like something that is not there, and the server is not asked. */
import { ApiError } from './api-error.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws ApiError `not_found` */
export function checkId(id: string): void {
  if (!uuid.test(id)) throw new ApiError('not_found', 404, '');
}
