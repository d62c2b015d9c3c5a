import { afterEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startMcpClient } from './mcp.mts';
import { startModel } from './model.mts';
import { chain, core, manual, ours } from './n8n.mts';
import type { WholeN8n } from './n8n.mts';
import { keys, loseAnswers, messages, requests, sendText } from './wire.mts';

const AI = '@n8n/n8n-nodes-langchain';

/** Of the last version of each, n8n's inline engine runs the tools of the first two, its normal engine those of the third. */
const AGENTS = [
	[1.9, { agent: 'toolsAgent' }],
	[2.2, {}],
	[3.1, {}],
] as const;

/** Tests of the node as a tool, whatever calls it. */
export function testAgents(n8n: WholeN8n): void {
	const endings: Array<() => Promise<unknown>> = [];
	afterEach(async () => {
		for (const ending of endings.splice(0)) await ending();
	});

	/** The node as a tool; each try has a label of its own. */
	const tool = () => {
		const text = "={{ $fromAI('text', 'The message', 'string') }}";
		const parameters = {
			descriptionType: 'manual',
			toolDescription: 'Sends a text message to the group.',
			...sendText(text, { labels: '=try-{{ Math.random() }}' }),
		};
		const retry = { retryOnFail: true, maxTries: 5, waitBetweenTries: 500 };
		const type = 'n8n-nodes-pilotstatus.pilotStatusTool';
		return ours(n8n.credential(), 'Send', parameters, { type, ...retry });
	};
	const labels = () => new Set(requests(n8n.server()).flatMap((one) => one.labels ?? []));
	/** Two calls, each tried twice at least. */
	const loseFirstTries = async () => await loseAnswers(n8n.server(), () => labels().size >= 4);
	const expectTwoMessages = () => {
		expect(messages(n8n.server())).toEqual(['Bom dia', 'Bom dia']);
		expect(keys(n8n.server())).toEqual([expect.any(String), expect.any(String)]);
	};

	describe('a tool that is called twice at once with the same words, and loses its answers', () => {
		it.each(AGENTS)('sends a message per call for AI Agent %s', async (version, parameters) => {
			const model = await startModel([
				{ tool: /send/i, args: () => ({ text: 'Bom dia' }), times: 2 },
				{ say: 'Feito.' },
			]);
			endings.push(async () => await model.close());
			const data = { apiKey: 'sk-test', url: model.url };
			const { id: modelId, name } = await n8n.rest().saveCredential('openAiApi', 'OpenAI', data);
			const chat = core('Model', `${AI}.lmChatOpenAi`, 1.2, {
				model: { __rl: true, mode: 'id', value: 'fixed' },
			});
			const nodes = [
				manual,
				core('Agent', `${AI}.agent`, version, {
					...parameters,
					promptType: 'define',
					text: 'Dê bom dia duas vezes',
				}),
				{ ...chat, credentials: { openAiApi: { id: modelId, name } } },
				tool(),
			];
			const connections = {
				...chain('Manual', 'Agent'),
				...attach('Model', 'ai_languageModel', 'Agent'),
				...attach('Send', 'ai_tool', 'Agent'),
			};
			const id = await n8n.make({ nodes, connections });
			const lost = loseFirstTries();
			const execution = await n8n.rest().start(id, 'Manual');
			await lost;
			expect(await n8n.rest().ended(execution)).toMatchObject({ status: 'success' });
			expect(await n8n.output(execution, 'Agent')).toEqual([{ output: 'Feito.' }]);
			expectTwoMessages();
		});

		it('sends a message per call of an MCP client', async () => {
			const path = crypto.randomUUID();
			const mcp = core('MCP', `${AI}.mcpTrigger`, 2, { path });
			const nodes = [{ ...mcp, webhookId: path }, tool()];
			const id = await n8n.make({ nodes, connections: attach('Send', 'ai_tool', 'MCP') });
			await n8n.publish(id, 0);
			const client = await startMcpClient(`${n8n.url()}/mcp/${path}`);
			const [offered] = (await client.call('tools/list')).tools as IDataObject[];
			const call = { name: offered!.name, arguments: { text: 'Bom dia' } };
			const lost = loseFirstTries();
			const answers = await Promise.all([
				client.call('tools/call', call),
				client.call('tools/call', call),
			]);
			await lost;
			for (const { content } of answers) {
				expect(content).toMatchObject([{ text: expect.stringContaining('"replayed":true') }]);
			}
			expectTwoMessages();
		});
	});
}

/** A connection of one node to an agent or the like. */
const attach = (from: string, type: string, node: string) => ({
	[from]: { [type]: [[{ node, type, index: 0 }]] },
});
