import { expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { picture } from './browser.mts';
import { useEditor } from './editor.mts';
import type { Editor } from './editor.mts';
import { useN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n();
const inEditor = useEditor(n8n);

/** Bodies of the messages that the API took. */
const accepted = () =>
	n8n
		.server()
		.log.filter(({ route, status }) => route === 'POST /messages/send' && status === 202)
		.map(({ body }) => body);
const numberOf = (id: string) => n8n.server().state.numbers.find((one) => one.id === id)!;

/** Adds a node, with a picture of the panel. */
async function add(editor: Editor, name: string, action: string): Promise<void> {
	await editor.findNode();
	await editor.listed(action).scrollIntoViewIfNeeded();
	await picture(editor.page, `editor-${name}-panel`);
	await editor.addNode(action);
}

/** No stack before somebody unfolds n8n's details of a failure, and the API key not even then. */
async function expectNoSecrets({ page, output }: Editor): Promise<void> {
	expect(await output.innerText()).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
	await output.getByText('Other info').click();
	await output.getByText('n8n version').waitFor();
	expect(await page.content()).not.toContain(KEYS.go);
}

it('shows a field for each variable of the template that was picked', async () => {
	await inEditor(async (editor) => {
		const { page } = editor;
		await add(editor, 'template', 'Send template message');
		await editor.pick('groupId', 'obra', 'Obra 42');
		await editor.pick('templateId', 'pedido', 'pedido_enviado');
		await editor.box('codigo').waitFor();
		const fields = page.locator('[data-test-id^="remove-field-button-"]');
		expect(await fields.count()).toBe(3);
		await editor.box('nome').fill('Maria');
		await editor.box('pedido').fill('1234');
		await picture(page, 'editor-template-parameters');

		const { sentence, hint } = await editor.fail();
		expect(sentence).toMatch(/pedido_enviado needs variables that have no value: codigo$/);
		expect(hint).toMatch(/^Fill them in under 'Variables'/);
		await picture(page, 'editor-template-failure');
		await expectNoSecrets(editor);
		expect(accepted()).toEqual([]);

		await editor.box('codigo').fill('BR77');
		await editor.run('QUEUED');
		await picture(page, 'editor-template-output');
		const variables = { nome: 'Maria', pedido: '1234', codigo: 'BR77' };
		expect(accepted()).toMatchObject([{ groupId: GROUPS.modern, variables }]);
		const [sent] = n8n.server().state.messages.slice(-1);
		expect(sent!.content).toContain('Olá Maria, o pedido 1234 saiu');
	});
});

it('sends a text, and says in plain words that the phone is offline', async () => {
	await inEditor(async (editor) => {
		const { page } = editor;
		await add(editor, 'text', 'Send text message');
		await editor.pick('groupId', 'obra', 'Obra 42');
		await editor.box('text').fill('Bom dia! A obra começa às *8h*.');
		await picture(page, 'editor-text-parameters');
		await editor.run('QUEUED');
		await picture(page, 'editor-text-output');
		expect(accepted()).toMatchObject([{ text: 'Bom dia! A obra começa às *8h*.' }]);

		numberOf(NUMBERS.go.id).session = 'CLOSED';
		expect(await editor.fail()).toEqual({
			sentence: 'The WhatsApp number is not connected',
			hint: 'Open the Pilot Status dashboard, connect the number again by QR code, and try again.',
		});
		await picture(page, 'editor-text-failure');
		await expectNoSecrets(editor);
		expect(accepted()).toHaveLength(1);
	});
});

it('hears what somebody writes in the group while it listens', async () => {
	await inEditor(async (editor) => {
		const { page, output } = editor;
		await editor.findNode();
		const groups = page.waitForResponse(/dynamic-node-parameters\/options/);
		await editor.addNode('On message in group');
		await groups;
		const list = editor.part('parameter-input-groups');
		await list.locator('input:enabled[placeholder="Select"]').waitFor();
		await list.click();
		await page.getByRole('option', { name: 'Obra 42' }).click();
		await page.keyboard.press('Escape');
		await editor.part('trigger-execute-button').click();
		await editor.part('trigger-listening').waitFor();
		await picture(page, 'editor-trigger-listening');
		const { server } = n8n;
		await until('the webhook at the API', () => server().state.webhooks.length === 1);
		server().receive({
			numberId: NUMBERS.go.id,
			groupId: GROUPS.modern,
			from: PEOPLE.ana,
			text: 'A que horas chega o cimento?',
		});
		await output.getByText('A que horas chega o cimento?').waitFor();
		await output.locator('[data-test-id="radio-button-json"]').click();
		await picture(page, 'editor-trigger-output');
		await until('no webhook to be left', () => server().state.webhooks.length === 0);
	});
});

// The last one: it removes the credential that the others use.
it('connects a new node to the number, and gets the group that was picked', async () => {
	const { id } = n8n.credential();
	await n8n.rest().call('DELETE', `/credentials/${id}`);
	await inEditor(async (editor) => {
		const { page, output } = editor;
		await add(editor, 'get', 'Get group');

		await page.getByRole('button', { name: 'Connect to Pilot Status' }).click();
		const modal = editor.part('editCredential-modal');
		await editor.box('baseUrl').fill(n8n.server().url);
		await editor.box('apiKey').fill('ps_wrong');
		// n8n asks its server for the name, and saves nothing without one.
		await editor.part('inline-edit-preview').filter({ hasText: 'Pilot Status account' }).waitFor();
		await editor.part('credential-save-button').click();
		await modal.getByText('More details').click();
		await modal.getByText('Pilot Status does not know this API key').waitFor();
		await picture(page, 'editor-credential-failure');
		await editor.box('apiKey').fill(KEYS.go);
		await editor.part('credential-save-button').click();
		await modal.waitFor({ state: 'detached' });
		await editor.part('credential-edit-button').click();
		await modal.getByText('Connection tested successfully').waitFor();
		await picture(page, 'editor-credential');
		await modal.getByRole('button', { name: 'Close this dialog' }).click();

		expect(await editor.search('groupId', 'OBR', 'Obra')).toEqual([`Obra 42 (${GROUPS.modern})`]);
		await picture(page, 'editor-get-parameters');
		await editor.part('rlc-item').click();
		await editor.run('superadmin');
		await picture(page, 'editor-get-output');
		expect(await output.innerText()).toMatch(new RegExp(`1 item[^]*Obra 42[^]*${PEOPLE.ana}`));

		await editor.giveId('groupId', 'Obra 42');
		expect(await editor.fail()).toEqual({
			sentence: `"Obra 42" in 'Group' is not an ID, and a group ID must end in @g.us`,
			hint: 'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.',
		});
		await picture(page, 'editor-get-failure');
		await expectNoSecrets(editor);
	});
});
