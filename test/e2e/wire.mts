import type { IDataObject } from 'n8n-workflow';

import { GROUPS } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { group } from './suites.mts';

export const SEND = 'POST /messages/send';

/** Parameters of a send to a group, which fails at once when no answer comes. */
export const sendText = (text: string, options: IDataObject = {}) => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: group(GROUPS.modern),
	text,
	options: { maxWait: 0, ...options },
});

/** Every send that reached the API, in order. */
export const requests = ({ log }: ReferenceServer) =>
	log
		.filter(({ route }) => route === SEND)
		.map(({ headers, body }) => ({
			key: headers['idempotency-key'],
			...(body as { text: string; labels?: string[] }),
		}));

/** The idempotency keys of these sends, each once; one that is missing counts as `undefined`. */
export const keys = (server: ReferenceServer) => [
	...new Set(requests(server).map(({ key }) => key)),
];

/** Texts of the messages that went out, in order. */
export const messages = ({ state }: ReferenceServer) =>
	state.messages.filter(({ origin }) => origin === 'API').map(({ content }) => content);

/**
 * From now on the API takes sends, and every answer is lost, until enough has come in.
 * @param enough looks at the sends that came in
 */
export async function loseAnswers(
	server: ReferenceServer,
	enough: (sends: ReturnType<typeof requests>) => boolean,
): Promise<void> {
	const found = server.fault({ route: SEND, reset: 'after' });
	await until('the sends whose answers are lost', () => enough(requests(server)));
	found();
}
