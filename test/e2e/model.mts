import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

import { listenLocally } from '../harness/listening.mts';

/** What the model is asked, as OpenAI's API has it. */
interface Question {
	messages: Array<{ role: string; content: string; tool_call_id?: string }>;
	tools?: Array<{ function: { name: string } }>;
	stream?: boolean;
}

/**
 * The next step of an agent: a tool to call, once or more often at once, or what it says at the end, which may depend
 * on everything that it is given to read.
 */
export type Step =
	| { tool: RegExp; args(lastAnswer: string): object; times?: number }
	| { say: string | ((given: string) => string) };

/**
 * A stand-in for a language model that takes fixed steps, by OpenAI's chat completions.
 * @param steps one per question; a tool is named by a pattern of its name
 * @returns `url` for a credential of OpenAI, and how to end it
 */
export async function startModel(steps: Step[]): Promise<{ url: string; close(): Promise<void> }> {
	let asked = 0;
	const server = createServer((request, response) => {
		void (async () => {
			const question = (await json(request)) as Question;
			const message = toMessage(steps[asked++]!, question);
			const finish_reason = message.tool_calls ? 'tool_calls' : 'stop';
			const head = { id: `answer-${asked}`, created: 0, model: 'fixed' };
			if (!question.stream) {
				const choices = [{ index: 0, message, finish_reason }];
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ ...head, object: 'chat.completion', choices }));
				return;
			}
			const choices = [{ index: 0, delta: message, finish_reason }];
			const chunk = JSON.stringify({ ...head, object: 'chat.completion.chunk', choices });
			response.setHeader('content-type', 'text/event-stream');
			response.end(`data: ${chunk}\n\ndata: [DONE]\n\n`);
		})();
	});
	const { port, close } = await listenLocally(server);
	return { url: `http://127.0.0.1:${port}/v1`, close };
}

function toMessage(step: Step, { messages, tools = [] }: Question) {
	if ('say' in step) {
		const given = messages.map(({ content }) => content).join('\n');
		const content = typeof step.say === 'string' ? step.say : step.say(given);
		return { role: 'assistant', content };
	}
	const { name } = tools.map((tool) => tool.function).find((one) => step.tool.test(one.name))!;
	const call = JSON.stringify(step.args(messages.at(-1)!.content));
	const tool_calls = Array.from({ length: step.times ?? 1 }, (_one, index) => ({
		index,
		id: `call-${index}-${name}`,
		type: 'function',
		function: { name, arguments: call },
	}));
	return { role: 'assistant', content: null, tool_calls };
}
