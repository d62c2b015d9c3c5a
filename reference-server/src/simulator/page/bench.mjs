import { html } from './preact.mjs';
import { Avatar } from './avatar.mjs';
import { CopyButton } from './copy-button.mjs';
import { Icon } from './icons.mjs';
import { Faults } from './faults.mjs';
import { Happenings } from './happenings.mjs';
import { Pairing, Templates } from './number-panel.mjs';
import { useTexts } from './settings.mjs';
import { Webhooks } from './webhooks.mjs';
import { nameOr, phoneText } from './words.mjs';

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
		${chat?.kind === 'group' && html`<${Members} group=${chat} />`}
		<${Pairing} number=${number} code=${overview.pairingCode} />
		<${Happenings} chat=${chat} number=${number} calls=${overview.calls} />
		<${Faults} key=${number.id} number=${number} switches=${overview.switches} />
		<${Webhooks} number=${number} webhooks=${overview.webhooks} />
		<${Templates} templates=${overview.templates} />
	</aside>`;
}

function Members({ group: { members, inviteLink } }) {
	const texts = useTexts();
	return html`<section aria-labelledby="members-title">
		<h2 id="members-title">${texts.members(members.length)}</h2>
		<ul class="members">
			${members.map(
				({ number, name, role, isOwn }) =>
					html`<li key=${number}>
						<${Avatar} id=${number} name=${nameOr(name, number)} small />
						<span class="member-name">
							${nameOr(name, number)}
							<small>${isOwn ? texts.thisNumber : name === null ? '' : phoneText(number)}</small>
						</span>
						${texts.roles[role] && html`<span class="role">${texts.roles[role]}</span>`}
					</li>`,
			)}
		</ul>
		<div class="invite">
			<${Icon} name="link" size="18" />
			<span class="invite-link"><span class="hidden">${texts.invite}: </span>${inviteLink}</span>
			<${CopyButton} text=${inviteLink} what=${texts.invite} />
		</div>
	</section>`;
}
