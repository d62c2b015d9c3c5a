import { afterAll, beforeAll } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

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
export type Written = Partial<InboundMessage> & {
	text: string;
	/** What the quoted question begins with. */
	quotes?: string | false;
	isPrivate?: boolean;
};

/** Questions in a chat, asked by n8n's engine and answered over the reference server. */
export function useChat() {
	// What clears a question away may come after its test, and must find nothing of the next one.
	const api = useServer({ ids: 'unique' });
	let n8n: Waiting;
	beforeAll(async () => {
		n8n = await startWaiting();
	});
	afterAll(async () => await n8n.close());

	const chat = {
		...api,
		n8n: () => n8n,
		/** Asks, and gives the execution, which waits; several parameters are a node each. */
		async ask(...parameters: INodeParameters[]) {
			const name = (nth: number) => (nth === 0 ? 'Ask' : `Ask ${nth + 1}`);
			const nodes = parameters.map((one, nth) => ({ name: name(nth), parameters: one }));
			return await n8n.run(api.account(KEY), nodes, [{ json: { pedido: 42 } }]);
		},
		/** WhatsApp's id of our newest question that begins with a text. */
		idOf(begin = ''): string {
			const { messages } = api.server().state;
			const question = messages.findLast(
				({ origin, content }) =>
					origin === 'API' && /\?|^Responda/.test(content!) && content!.startsWith(begin),
			)!;
			if (question.status === 'QUEUED') api.server().advance(question.id, 'SENT');
			return question.externalMessageId!;
		},
		/** Somebody writes, and everything that is delivered has got its answer. */
		async write({ quotes = '', isPrivate = false, ...message }: Written) {
			api.server().receive({
				numberId: NUMBERS.go.id,
				...(!isPrivate && { groupId: GROUPS.modern }),
				...(!message.fromMe && { from: PEOPLE.bruno }),
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
				.state.messages.filter(({ origin }) => origin === 'API')
				.slice(1)
				.map(({ content }) => content),
		/** The questions' webhooks are gone. */
		cleared: async () =>
			await until('the webhook to be gone', () => api.server().state.webhooks.length === 0),
	};
	return chat;
}
