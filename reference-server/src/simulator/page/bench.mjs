import { html } from './preact.mjs';
import { Icon } from './icons.mjs';
import { Faults } from './faults.mjs';
import { Happenings } from './happenings.mjs';
import { Members } from './members.mjs';
import { Pairing, Templates } from './number-panel.mjs';
import { useTexts } from './settings.mjs';
import { Webhooks } from './webhooks.mjs';

/** On the right: who is in the group, what people do, what goes wrong, and whether webhooks are reached. */
export function Bench({ chat, number, overview, onClose }) {
	const texts = useTexts();
	return html`<aside class="bench" id="bench" aria-label=${texts.bench}>
		<button
			type="button"
			class="icon-button only-medium"
			id="bench-close"
			aria-label=${texts.close}
			onClick=${onClose}
		>
			<${Icon} name="close" />
		</button>
		${chat?.kind === 'group' &&
		html`<${Members}
			key=${chat.id}
			group=${chat}
			number=${number}
			people=${overview.chats.filter(({ kind }) => kind === 'direct')}
		/>`}
		<${Pairing} number=${number} code=${overview.pairingCode} />
		<${Happenings} chat=${chat} number=${number} calls=${overview.calls} />
		<${Faults} key=${number.id} number=${number} switches=${overview.switches} />
		<${Webhooks} number=${number} webhooks=${overview.webhooks} />
		<${Templates} templates=${overview.templates} />
	</aside>`;
}
