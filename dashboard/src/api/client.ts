/** The typed client: every answer is data or an ApiError. */
import createClient from 'openapi-fetch';
import { ApiError, toApiError } from './api-error.ts';
import type { paths } from './schema.d.ts';

const client = createClient<paths>({ baseUrl: window.location.origin });

client.use({
  onError: () => new ApiError('offline', 0, ''),
  onResponse: async ({ response }) => {
    if (response.ok) return;
    const body: unknown = await response.json().catch(() => null);
    throw toApiError(response.status, body);
  },
});

/** `client` throws ApiError on every answer that is not 2xx, so `data` is there whenever a call returns. */
export { client };

/** The body of an answer whose status was 2xx. */
export function bodyOf<Body>(answer: { data?: Body }): Body {
  if (answer.data === undefined) throw new ApiError('unknown', 0, '');
  return answer.data;
}
