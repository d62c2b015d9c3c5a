/** Examples that are a conversation, and the alarm that mails. */
import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { useExamples } from './examples.mts';
import { startMailServer } from './mail.mts';
import { submitForm, useN8n } from './n8n.mts';

const n8n = useN8n({ seed: 'demo', ids: 'unique' });
const { publish, publishWithModel, sent, success, waiting, groupOf } = useExamples(n8n);
const { team } = DEMO_GROUPS;
const { ana, bruno } = PEOPLE;

/** Ana answers the newest question. */
function answer(message: { text: string; groupId?: string }): void {
	const question = n8n.server().state.messages.findLast(({ origin }) => origin === 'API')!;
	const { externalMessageId } = n8n.server().advance(question.id, 'SENT');
	const quoting = { from: ana, quotedMessageId: externalMessageId! };
	n8n.server().receive({ numberId: NUMBERS.go.id, ...quoting, ...message });
}

describe('the example', () => {
	it('agent-memory.json remembers what somebody wrote before, and what others wrote it does not know', async () => {
		const knows = (given: string) => (given.includes('Sou a Maria') ? 'Oi, Maria!' : 'Quem é?');
		await publishWithModel('agent-memory.json', [
			{ say: 'Prazer!' },
			{ say: knows },
			{ say: knows },
		]);
		for (const [from, text, count] of [
			[ana, 'Sou a Maria', 1],
			[ana, 'Sabe quem sou?', 2],
			[bruno, 'Sabe quem sou?', 3],
		] as const) {
			n8n.server().receive({ numberId: NUMBERS.go.id, from, text });
			await until('the answer', () => sent().length === count);
		}
		expect(sent()).toEqual([
			[ana, 'Prazer!'],
			[ana, 'Oi, Maria!'],
			[bruno, 'Quem é?'],
		]);
	});

	it('moderation.json removes who advertised once the team says so', async () => {
		const { id } = await publish('moderation.json');
		const text = 'Ganhe dinheiro: https://bit.ly/x';
		const inGroup = { numberId: NUMBERS.go.id, groupId: GROUPS.modern };
		n8n.server().receive({ ...inGroup, from: bruno, text });
		await waiting(id);
		answer({ groupId: team, text: 'sim' });
		await success(id);
		expect(sent().map(([to]) => to)).toEqual([team, team]);
		expect(groupOf().participants.map(({ number }) => number)).not.toContain(bruno);
	});

	it('survey.json asks five questions, and gives the team the answers', async () => {
		const { id, file } = await publish('survey.json');
		await submitForm(n8n.url(), file, 'Ana', '+55 11 98765-4321');
		for (const [index, text] of ['Ótimo', 'Bom', 'não', 'Todo mês', 'Nada!'].entries()) {
			await until('the question', () => sent().length === index + 1);
			await waiting(id);
			answer({ text });
		}
		await success(id);
		expect(sent().at(-1)).toEqual([
			team,
			'*Pesquisa: Ana*\nAtendimento: Ótimo\nEntrega: Bom\nNo prazo: não\nCompra: Todo mês\nMelhorar: Nada!',
		]);
	});

	it('reconnect-alarm.json mails the QR code of a number that is off', async () => {
		const mails = await startMailServer();
		try {
			const data = {
				...{ user: '', password: '', host: '127.0.0.1', port: mails.port },
				...{ secure: false, disableStartTls: true },
			};
			const smtp = await n8n.rest().saveCredential('smtp', 'SMTP', data);
			n8n.server().shapes.numberKeysOnNumbers = 'allowed';
			const { id } = await publish('reconnect-alarm.json', [smtp]);
			const { go } = NUMBERS;
			n8n.server().state.numbers.find((one) => one.id === go.id)!.session = 'CLOSED';
			n8n
				.server()
				.deliver(
					'number.disconnected',
					{ numberId: go.id, phone: `+${go.phone}` },
					{ numberId: go.id },
				);
			await success(id);
			expect(mails.received).toEqual([
				expect.stringMatching(/^To: plantao@example\.com$.*filename=qrcode\.png/ms),
			]);
		} finally {
			await mails.close();
		}
	});
});
