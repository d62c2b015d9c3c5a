import { request } from 'undici';

import { GROUPS, KEYS, PEOPLE } from '../../src/seeds/index.mts';
import type { ReferenceServer } from '../../src/server.mts';

export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	/** The text read as JSON; undefined when it is none. */
	json: any;
}

export interface CallOptions {
	/** Raw API key, default the one of the Evolution GO number; null sends none. */
	key?: string | null;
	/** Sent as JSON. */
	body?: unknown;
	/** Sent as it is, as JSON unless `headers` say otherwise. */
	rawBody?: string;
	headers?: Record<string, string>;
}

/** One request over a real socket. Rejects when the connection is dropped. */
export async function call(
	server: Pick<ReferenceServer, 'url'>,
	method: string,
	path: string,
	{ key = KEYS.go, body, rawBody, headers = {} }: CallOptions = {},
): Promise<Answer> {
	const payload = body === undefined ? rawBody : JSON.stringify(body);
	const response = await request(server.url + path, {
		method,
		headers: {
			...(key === null ? {} : { 'x-api-key': key }),
			...(payload === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: payload,
	});
	const text = await response.body.text();
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status: response.statusCode, headers: response.headers, text, json };
}

/** The path of a group, with the id encoded. */
export function groupPath(groupId: string, rest = ''): string {
	return `/groups/${encodeURIComponent(groupId)}${rest}`;
}

/** The pointers of the fields that an answer refused. */
export function refused(answer: Answer): string[] {
	return (answer.json?.details?.fields ?? []).map(
		(field: { in: string; pointer: string }) => `${field.in} ${field.pointer}`,
	);
}

const participants = [PEOPLE.ana];

/** Every group endpoint: method, path and a body that is right. */
export const GROUP_ENDPOINTS: ReadonlyArray<[method: string, path: string, body?: object]> = [
	['GET', '/groups'],
	['POST', '/groups', { subject: 'Obra 43' }],
	['GET', groupPath(GROUPS.modern)],
	['POST', groupPath(GROUPS.modern, '/participants'), { participants }],
	['DELETE', groupPath(GROUPS.modern, '/participants'), { participants }],
	['POST', groupPath(GROUPS.modern, '/participants/promote'), { participants }],
	['POST', groupPath(GROUPS.modern, '/participants/demote'), { participants }],
	['POST', groupPath(GROUPS.modern, '/invite'), {}],
	['POST', groupPath(GROUPS.modern, '/pin'), { messageId: 'x', action: 'pin' }],
];
