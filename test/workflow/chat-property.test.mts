import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { PEOPLE } from 'pilotstatus-reference-server';
import { inGroup, useChat } from './chat-bench.mts';
import type { Written } from './chat-bench.mts';

const chat = useChat();

/** What people write about a question, and whether it answers it. */
interface Said extends Written {
	answers: boolean;
}

const text = fc.constantFrom<Pick<Said, 'text' | 'answers'>>(
	{ text: 'sim', answers: true },
	{ text: 'NÃO!', answers: true },
	{ text: '👍', answers: true },
	{ text: 'sim, mas só amanhã', answers: false },
	{ text: 'ok', answers: false },
	{ text: 'sim 👎', answers: false },
	{ text: 'Pedido 42. Aprovar?', answers: false },
);
const place = fc.constantFrom<Partial<Said>>(
	{ from: PEOPLE.ana },
	{ from: PEOPLE.ana, quotes: false, answers: false },
	{ from: PEOPLE.ana, quotedMessageId: 'ANOTHER', answers: false },
	{ from: PEOPLE.bruno, answers: false },
	{ fromMe: true, answers: false },
	{ from: PEOPLE.bruno, quotes: false, isPrivate: true, answers: false },
);
const said = fc.tuple(text, place, fc.integer({ min: 1, max: 3 })).map(([words, where, times]) => ({
	...words,
	...where,
	answers: words.answers && where.answers !== false,
	times,
}));

it('whatever comes in whatever order, one answer at most counts, and never what is no whole answer', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(said, { maxLength: 6 }), fc.boolean(), async (all, together) => {
			chat.server().reset();
			const execution = await chat.ask({ ...inGroup, options: { answerFrom: PEOPLE.ana } });
			const written: Array<Promise<void>> = [];
			for (const { answers: _answers, times, ...one } of all) {
				const before = chat.server().deliveries.length;
				written.push(chat.write(one));
				const fresh = chat.server().deliveries.slice(before);
				for (let time = 1; time < times; time++) fresh.forEach(chat.server().redeliver);
				if (!together) await written.at(-1);
			}
			await Promise.all(written);
			await execution.idle();
			const right = all.filter(({ answers }) => answers).map((one) => one.text);
			expect(execution.resumed).toBe(right.length > 0 ? 1 : 0);
			const [output] = right.length > 0 ? execution.outputs('Ask').flat() : [];
			if (output) expect(right).toContain((output.data as { text: string }).text);
		}),
		{ numRuns: 40 },
	);
}, 60_000);
