import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { it } from '@jest/globals';
import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { chain, core, ours, useN8n } from './n8n.mts';
import { group } from './suites.mts';

const n8n = useN8n();
const note = (what: string) => process.stderr.write(`${new Date().toISOString()} ${what}\n`);
it('costs', async () => {
	const server = n8n.server();
	const pids = execSync(`ps -eo pid,ppid,args | grep "n8n start" | grep -v grep | awk '$2==${process.pid}{print $1}'`).toString().trim().split(/\s+/);
	note(`pids ${pids}`);
	const cpu = () => { const f = readFileSync(`/proc/${pids[0]}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10; };
	const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pids[0]}/status`, 'utf8'))![1]) / 1024;
	const webhook = core('Start', 'webhook', 2, { path: 'ask', httpMethod: 'POST', options: {} });
	const ask = ours(n8n.credential(), 'Ask', { resource: 'message', operation: 'sendAndWait', answerBy: 'chat', groupId: group(GROUPS.modern), message: '=Pedido {{ $json.body.n }}?' } as never);
	const id = await n8n.make({ nodes: [{ ...webhook, webhookId: 'ask' }, ask], connections: chain('Start', 'Ask') });
	await n8n.publish(id, 0);
	let n = 0;
	for (const open of [1, 20, 100, 200]) {
		const before = cpu(), asked = n;
		while (n < open) {
			const some = Math.min(10, open - n);
			await Promise.all(Array.from({ length: some }, async () => {
				const body = JSON.stringify({ n: n++ });
				await until('asked', async () => (await fetch(`${n8n.url()}/webhook/ask`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).ok);
			}));
		}
		await until('questions', () => server.state.messages.filter(({ origin }) => origin === 'API').length >= open, 400_000);
		await new Promise((r) => setTimeout(r, 3000));
		note(`${open} open; asking cost ${(cpu() - before) / (n - asked)} ms CPU each`);
		for (const times of [open < 10 ? 20 : 3, open < 10 ? 50 : 3]) {
			const from = cpu(), count = server.deliveries.length, began = performance.now();
			for (let t = 0; t < times; t++) { server.receive({ numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Bom dia' }); await server.settled(); }
			const d = server.deliveries.length - count;
			const codes = [...new Set(server.deliveries.slice(count).map((x) => x.statusCode))];
			note(`  ${times} messages, ${d} deliveries ${codes}: ${((cpu() - from) / d).toFixed(1)} ms CPU per delivery, ${((performance.now() - began) / times).toFixed(0)} ms a message, RSS ${rss().toFixed(0)} MB`);
		}
	}
	server.state.webhooks.splice(0);
}, 1_400_000);
