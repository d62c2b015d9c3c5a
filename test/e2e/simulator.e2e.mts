import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { answer, question, trigger as bot } from '../../scripts/demo/bot.mts';
import { plan } from '../../scripts/demo/workflow.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE, startReferenceServer } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { accessibilityProblems, launchBrowser, picture } from './browser.mts';
import { floorPlan } from './floor-plan.mts';
import { chain, ours, trigger, useN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n();
let server: ReferenceServer;
let browser: Browser;

const HOSTILE = '<img src=x onerror="document.title=1"> *negrito* javascript:alert(1)';
const PICTURE_HOST = 'https://pictures.example.com';
const ONE_PIXEL = Buffer.from(plan.data, 'base64');

const bubble = (page: Page, text: string | RegExp) =>
	page.locator('.message', { hasText: text }).last();

beforeAll(async () => {
	// With more in it than the server that n8n's tests share, and ticks that turn blue by themselves.
	server = await startReferenceServer({ seed: 'demo', moveOnMs: 300 });
	browser = await launchBrowser();
});
afterEach(() => server.reset());
afterAll(async () => {
	await browser?.close();
	await server?.close();
});

/** Opens the simulator on a page of its own, which must not complain about anything. */
async function inSimulator(scene: (page: Page) => Promise<void>): Promise<void> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB',
		timezoneId: 'America/Sao_Paulo',
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(60_000);
	const page = await context.newPage();
	const problems: string[] = [];
	page.on('pageerror', ({ message }) => problems.push(message));
	page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
	try {
		await page.goto(server.simulatorUrl);
		await scene(page);
		expect(problems).toEqual([]);
	} catch (error) {
		await picture(page, 'simulator-stuck');
		throw error;
	} finally {
		await context.close();
	}
}

/** Sends through the API, as a workflow does. */
async function send(body: object): Promise<string> {
	const response = await fetch(`${server.url}/messages/send`, {
		method: 'POST',
		headers: { 'x-api-key': KEYS.evo, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return ((await response.json()) as { id: string }).id;
}

const openChat = async (page: Page) => await page.getByRole('button', { name: /^Obra 42/ }).click();

/** Lets questions pass: the bot answers nothing else. */
const onlyQuestions = {
	id: 'only-questions',
	name: 'Only questions',
	type: 'n8n-nodes-base.filter',
	typeVersion: 2.2,
	position: [0, 0],
	parameters: {
		conditions: {
			options: { version: 2, caseSensitive: true, typeValidation: 'loose' },
			combinator: 'and',
			conditions: [
				{
					leftValue: '={{ $json.content }}',
					rightValue: '?',
					operator: { type: 'string', operation: 'endsWith' },
				},
			],
		},
	},
};

/** Publishes the bot of the demo: it answers in the group whenever somebody asks something. */
async function publishBot(): Promise<void> {
	const data = { apiKey: KEYS.evo, baseUrl: server.url, webhookSecret: '' };
	const credential = await n8n.rest().saveCredential('pilotStatusApi', 'Simulator', data);
	const nodes = [
		trigger(credential, bot.parameters),
		onlyQuestions,
		ours(credential, answer.name, answer.parameters),
	];
	const connections = chain('Trigger', onlyQuestions.name, answer.name);
	await n8n.rest().publish(await n8n.make({ nodes, connections }));
	await until('the webhook at the API', () => server.state.webhooks.length === 1);
}

/** Somebody writes, with the keyboard alone, and the workflow answers. */
async function roundTrip(page: Page): Promise<void> {
	await openChat(page);
	expect(await page.getByLabel('Write as').inputValue()).toBe(PEOPLE.ana);
	await page.getByRole('textbox', { name: 'Message' }).focus();
	await page.keyboard.type(question.text);
	await page.keyboard.press('Enter');
	await page.getByRole('log').getByText(question.text).waitFor();
	const answer = bubble(page, 'Oi, Ana! O cimento chega às 10h.');
	await answer.getByRole('img', { name: 'Read' }).waitFor();
	const webhook = page.getByRole('article');
	await webhook.getByRole('img', { name: 'Delivered' }).first().waitFor();
	expect(await webhook.innerText()).toMatch(/message\.group\s+200/);
	expect(await webhook.innerText()).not.toMatch(/token/);
}

/** More of what a chat has, also to look at: a pin, a reply, buttons, a file. */
async function livelyChat(page: Page): Promise<void> {
	const [greeting] = server.state.messages.filter(
		({ numberId, groupId }) => numberId === NUMBERS.evo.id && groupId === GROUPS.modern,
	);
	// Evolution v2 cannot pin through the API; by hand it can be.
	const group = server.state.groups.find(({ numberId }) => numberId === NUMBERS.evo.id)!;
	group.pinnedMessageIds = [greeting!.externalMessageId!];
	const delivery = bubble(page, 'O cimento chega às 10h');
	await page.getByLabel('Write as').selectOption('Bruno');
	await delivery.getByRole('button', { name: 'Reply to evo' }).click();
	await page.keyboard.type('Perfeito, *obrigado*! Mandem a planta também.');
	await page.keyboard.press('Enter');
	await bubble(page, 'Mandem a planta')
		.getByRole('button', { name: /cimento/ })
		.waitFor();
	await page.getByText('Pinned message', { exact: true }).waitFor();
	await send({
		groupId: GROUPS.modern,
		media: await floorPlan(page.context()),
		mediaType: 'image',
		caption: 'Planta da *Obra 42*, segundo andar',
	});
	const sent = await send({
		groupId: GROUPS.modern,
		header: 'Entrega de amanhã',
		text: 'Podemos entregar *40 sacos* de cimento às _10h_?',
		footer: 'Responda até as 18h',
		buttons: [
			{ type: 'QUICK_REPLY', text: 'Pode entregar' },
			{ type: 'QUICK_REPLY', text: 'Outro horário' },
		],
	});
	const offer = page.locator(`#message-${sent}`);
	await offer.getByRole('img', { name: 'Read' }).waitFor();
	await page.getByLabel('Write as').selectOption('Carla');
	await offer.getByRole('button', { name: /“Pode entregar” as Carla/ }).click();
	await bubble(page, /Carla[\s\S]*Pode entregar/).waitFor();
}

/** Two themes and languages, by choice and by the browser's. */
async function looks(page: Page): Promise<void> {
	const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	await page.mouse.move(0, 0);
	await picture(page, 'simulator-light');
	expect(await accessibilityProblems(page)).toEqual([]);
	const light = await background();
	await page.emulateMedia({ colorScheme: 'dark' });
	expect(await background()).not.toBe(light);
	await page.getByRole('button', { name: 'EN: mudar para português' }).click();
	await page.getByRole('heading', { name: 'Conversas' }).waitFor();
	await page.mouse.move(0, 0);
	expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
	await picture(page, 'simulator-dark');
	expect(await accessibilityProblems(page)).toEqual([]);
	await page.getByRole('button', { name: 'Tema: igual ao do sistema' }).click();
	await until('the light theme', async () => (await background()) === light);
}

it('shows live what a published bot answers', async () => {
	await inSimulator(async (page) => {
		await page.getByText('No workflow listens to this number yet.').waitFor();
		await publishBot();
		await roundTrip(page);
		await livelyChat(page);
		await looks(page);
	});
});

it('fetches a picture only when asked to, and takes text for text', async () => {
	await inSimulator(async (page) => {
		const fetched: string[] = [];
		await page.route(`${PICTURE_HOST}/**`, async (route) => {
			fetched.push(route.request().url());
			await route.fulfill({ contentType: 'image/png', body: ONE_PIXEL });
		});
		await openChat(page);
		const media = { url: `${PICTURE_HOST}/obra-42/telhado.png`, mediaType: 'image' } as const;
		server.receive({ ...question, text: 'O telhado', media });
		await bubble(page, 'O telhado').getByText('telhado.png').waitFor();
		expect(fetched).toEqual([]);
		await bubble(page, 'O telhado').getByRole('button', { name: 'Show' }).click();
		await page.getByRole('img', { name: 'O telhado' }).waitFor();
		expect(fetched).toHaveLength(1);
		server.receive({ ...question, text: HOSTILE });
		const hostile = bubble(page, '<img src=x');
		await hostile.waitFor();
		expect(await hostile.locator('img, a').count()).toBe(0);
		expect(await hostile.locator('strong').innerText()).toBe('negrito');
		expect(await page.title()).toBe('Pilot Status simulator');
	});
});

it('switches faults on and off', async () => {
	const groupsStatus = async () =>
		(await fetch(`${server.url}/groups`, { headers: { 'x-api-key': KEYS.evo } })).status;
	await inSimulator(async (page) => {
		await openChat(page);
		const number = server.state.numbers.find(({ id }) => id === NUMBERS.evo.id)!;
		const toggle = page.getByRole('switch', { name: 'Phone offline' });
		await toggle.check();
		await page.getByText('nothing that people write reaches it').waitFor();
		expect(number.session).toBe('CLOSED');
		await page.getByRole('button', { name: 'Connect it' }).click();
		await page.getByRole('textbox', { name: 'Message' }).waitFor();
		expect([number.session, await toggle.isChecked()]).toEqual(['OPEN', false]);
		await page.getByLabel('Rate limit').selectOption('Refuse all');
		await until('a refusal', async () => (await groupsStatus()) === 429);
		await page.getByLabel('Rate limit').selectOption('Off');
		await until('an answer', async () => (await groupsStatus()) === 200);
	});
});

it('shows at the message what the API finds out late', async () => {
	await inSimulator(async (page) => {
		await send({ destinationNumber: PEOPLE.unreachable, text: 'Oi, Rafael' });
		await page.getByRole('button', { name: /^Rafael/ }).click();
		const failed = bubble(page, 'Oi, Rafael');
		await failed.getByText('Not delivered: WHATSAPP_NOT_EXIST').waitFor();
		await failed.getByRole('img', { name: 'Failed' }).waitFor();
		expect(await accessibilityProblems(page)).toEqual([]);
	});
});

it('shows one column at a time on a narrow screen', async () => {
	await inSimulator(async (page) => {
		await openChat(page);
		await page.setViewportSize({ width: 390, height: 800 });
		const bench = page.getByRole('complementary');
		expect(await bench.isVisible()).toBe(false);
		await page.getByRole('button', { name: 'Group, faults and webhooks' }).click();
		await bench.waitFor();
		expect(await accessibilityProblems(page)).toEqual([]);
		await page.keyboard.press('Escape');
		await bench.waitFor({ state: 'hidden' });
		await page.getByRole('button', { name: 'Back to the chats' }).click();
		const chats = page.getByRole('navigation', { name: 'Chats' });
		await chats.getByRole('button', { name: /^Vendas/ }).waitFor();
		expect(await accessibilityProblems(page)).toEqual([]);
	});
});
