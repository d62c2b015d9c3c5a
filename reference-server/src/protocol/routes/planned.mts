import type { HTTPMethods } from 'fastify';
import { z } from 'zod/v4';

import type { App } from '../context.mts';

/**
 * Endpoints that the server does not know yet, each with one fixed answer, so that an operation can be tried first.
 *
 * @param planned answers by route, e.g. `GET /groups/:groupId/picture`
 */
export function addPlannedRoutes(app: App, planned: Readonly<Record<string, unknown>>): void {
	for (const [route, answer] of Object.entries(planned)) {
		const [method, url] = route.split(' ') as [HTTPMethods, string];
		app.route({
			method,
			url,
			config: {
				access: { scope: 'number' },
				basis: { mark: 'chosen', source: 'given by whoever started the server' },
			},
			schema: { querystring: z.unknown(), ...(method !== 'GET' && { body: z.unknown() }) },
			handler: async () => answer,
		});
	}
}
