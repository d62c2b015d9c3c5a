import { afterAll, beforeAll, beforeEach, jest } from '@jest/globals';

import { outside } from './core.mts';
import { formsOf } from './forms.mts';
import { startReferenceServer } from 'pilotstatus-reference-server';
import type {
	LogEntry,
	ReferenceServer,
	ReferenceServerOptions,
	Shapes,
} from 'pilotstatus-reference-server';
import type { Account } from './engine.mts';

/**
 * A reference server for one test file, back at its seed before every test. With SHAPES_SEED in the environment it
 * answers each test in another combination of forms.
 * @param stays positions of switches that the whole file is about
 */
export function useServer(
	options?: ReferenceServerOptions,
	stays: Partial<Shapes> = {},
): {
	server(): ReferenceServer;
	/** Credential fields for a key of the seed. */
	account(apiKey: string): Account;
	/** The requests so far, as method and path, e.g. `GET /groups`. */
	calls(): string[];
	/** Body of the nth request, from 0. */
	body(nth: number): LogEntry['body'];
} {
	let server: ReferenceServer;
	beforeAll(async () => {
		server = await startReferenceServer(options);
	});
	beforeEach(() => {
		server.reset();
		const { SHAPES_SEED } = process.env;
		if (SHAPES_SEED) Object.assign(server.shapes, formsOf(SHAPES_SEED), stays);
		// Pauses before a request is tried again are random; this makes them nought.
		jest.spyOn(outside.Math, 'random').mockReturnValue(0);
	});
	afterAll(async () => await server.close());
	return {
		server: () => server,
		account: (apiKey) => ({ apiKey, baseUrl: server.url }),
		calls: () => server.log.map(({ method, path }) => `${method} ${path}`),
		body: (nth) => server.log[nth]?.body,
	};
}
