import { html } from './preact.mjs';
import { Icon } from './icons.mjs';
import { Faults } from './faults.mjs';
import { Members } from './members.mjs';
import { useTexts } from './settings.mjs';
import { Webhooks } from './webhooks.mjs';

/** On the right: who is in the group, what goes wrong, and whether webhooks are reached. */
export function Bench({ chat, people, number, switches, webhooks, onClose }) {
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
		html`<${Members} key=${chat.id} group=${chat} number=${number} people=${people} />`}
		<${Faults} key=${number.id} number=${number} switches=${switches} />
		<${Webhooks} number=${number} webhooks=${webhooks} />
	</aside>`;
}
