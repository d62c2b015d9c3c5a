import { afterAll, beforeAll } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { InboundMessage } from 'pilotstatus-reference-server';
import { useServer } from '../harness/server.mts';
import { startWaiting } from '../harness/waiting.mts';
import type { Waiting } from '../harness/waiting.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { KEY, locator } from './rows.mts';

/** What a question in the group "Obra 42" and one to Ana begin with. */
const common = { resource: 'message', operation: 'sendAndWait', answerBy: 'chat' };
export const inGroup: INodeParameters = {
	...common,
	groupId: locator(GROUPS.modern),
	message: 'Pedido 42. Aprovar?',
};
export const toAna: INodeParameters = {
	...common,
	sendTo: 'phoneNumber',
	destinationNumber: PEOPLE.ana,
	message: 'Pedido 42. Aprovar?',
};

/** Who writes what: in the group, by Bruno, quoting the newest question, unless it says otherwise. */
export type Written = Partial<InboundMessage> & { text: string; quotes?: string | false };

/** Questions in a chat, asked by n8n's engine and answered over the reference server. */
export function useChat() {
	const api = useServer();
	let n8n: Waiting;
	beforeAll(async () => {
		n8n = await startWaiting();
	});
	afterAll(async () => await n8n.close());

	const chat = {
		...api,
		n8n: () => n8n,
		/** Asks, and gives the execution, which waits. */
		async ask(parameters: INodeParameters, json: IDataObject = {}) {
			return await n8n.run(api.account(KEY), [{ name: 'Ask', parameters }], [{ json }]);
		},
		/** WhatsApp's id of our newest message that begins with a text. */
		idOf(begin = ''): string {
			const { messages } = api.server().state;
			const question = messages.findLast(
				({ origin, content }) => origin === 'API' && content?.startsWith(begin),
			)!;
			if (question.status === 'QUEUED') api.server().advance(question.id, 'SENT');
			return question.externalMessageId!;
		},
		/** Somebody writes, and everything that is delivered has got its answer. */
		async write({ quotes = '', ...message }: Written) {
			const isPrivate = message.from !== undefined && message.groupId === undefined;
			const place = isPrivate ? {} : { groupId: GROUPS.modern, from: PEOPLE.bruno };
			api.server().receive({
				numberId: NUMBERS.go.id,
				...(message.fromMe ? { groupId: GROUPS.modern } : place),
				...(quotes !== false && { quotedMessageId: chat.idOf(quotes) }),
				// WhatsApp's seconds: people need longer than that.
				createdAt: new Date(Date.now() + 2_000).toISOString(),
				...message,
			});
			await api.server().settled();
		},
		/** What was said besides the question, in order. */
		said: () =>
			api
				.server()
				.log.filter(({ route, status }) => route === 'POST /messages/send' && status === 202)
				.slice(1)
				.map(({ body }) => (body as IDataObject).text),
		/** The questions' webhooks are gone. */
		cleared: async () =>
			await until('the webhook to be gone', () => api.server().state.webhooks.length === 0),
	};
	return chat;
}
