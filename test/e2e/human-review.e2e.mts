/** The step that n8n makes of Send and Wait: an AI agent asks people before it uses a tool. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { startModel } from './model.mts';
import { chain, core, manual, ours, useN8n } from './n8n.mts';
import { group } from './suites.mts';
import { messages, sendText } from './wire.mts';

const AI = '@n8n/n8n-nodes-langchain';
const n8n = useN8n();
const endings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
	for (const ending of endings.splice(0)) await ending();
});

/** A connection of one node to an agent or the like. */
const attach = (from: string, type: string, node: string) => ({
	[from]: { [type]: [[{ node, type, index: 0 }]] },
});

describe('an agent whose tool needs a yes', () => {
	it.each([
		['sim', ['Pode enviar?', 'Bom dia']],
		['não', ['Pode enviar?']],
	])('asks in the chat, and after "%s" has sent %j', async (text, sent) => {
		const model = await startModel([
			// n8n wraps what the tool itself takes.
			{
				tool: /send/i,
				args: () => ({ toolParameters: { text: 'Bom dia' }, hitlParameters: {} }),
			},
			{ say: 'Feito.' },
		]);
		endings.push(async () => await model.close());
		const data = { apiKey: 'sk-test', url: model.url };
		const { id: modelId, name } = await n8n.rest().saveCredential('openAiApi', 'OpenAI', data);
		const chat = core('Model', `${AI}.lmChatOpenAi`, 1.2, {
			model: { __rl: true, mode: 'id', value: 'fixed' },
		});
		const send = {
			descriptionType: 'manual',
			toolDescription: 'Sends a text message to the group.',
			...sendText("={{ $fromAI('text', 'The message', 'string') }}"),
		};
		const review = {
			...{ resource: 'message', operation: 'sendAndWait', responseType: 'approval' },
			...{ sendTo: 'group', groupId: group(GROUPS.modern), answerBy: 'chat' },
			message: 'Pode enviar?',
		};
		const type = 'n8n-nodes-pilotstatus.pilotStatus';
		const nodes = [
			manual,
			core('Agent', `${AI}.agent`, 3.1, { promptType: 'define', text: 'Dê bom dia' }),
			{ ...chat, credentials: { openAiApi: { id: modelId, name } } },
			ours(n8n.credential(), 'Send', send, { type: `${type}Tool` }),
			ours(n8n.credential(), 'Review', review, { type: `${type}HitlTool` }),
		];
		const connections = {
			...chain('Manual', 'Agent'),
			...attach('Model', 'ai_languageModel', 'Agent'),
			...attach('Send', 'ai_tool', 'Review'),
			...attach('Review', 'ai_tool', 'Agent'),
		};
		const id = await n8n.make({ nodes, connections });
		const execution = await n8n.rest().start(id, 'Manual');
		const has = async (status: string) =>
			(await n8n.executions(id)).some((one) => one.id === execution && one.status === status);
		await until('the question', async () => await has('waiting'));
		const { server } = n8n;
		expect(messages(server())).toEqual(['Pode enviar?']);
		const question = server().state.messages.find(({ origin }) => origin === 'API')!;
		const { externalMessageId } = server().advance(question.id, 'SENT');
		const answer = { numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: PEOPLE.ana, text };
		server().receive({ ...answer, quotedMessageId: externalMessageId! });
		await until('the agent to end', async () => await has('success'));
		expect(messages(server())).toEqual(sent);
		expect(await n8n.output(execution, 'Agent')).toEqual([{ output: 'Feito.' }]);
		await until('the webhook to be gone', () => server().state.webhooks.length === 0);
	});
});
