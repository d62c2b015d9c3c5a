import { html, useState } from './preact.mjs';
import { Avatar } from './avatar.mjs';
import { CopyButton } from './copy-button.mjs';
import { Icon } from './icons.mjs';
import { act } from './server.mjs';
import { useTexts } from './settings.mjs';
import { nameOr, phoneText } from './words.mjs';

/** Who is in the group; people come, go, and become admins by a click. */
export function Members({ group, number, people }) {
	const { id: groupId, members, inviteLink } = group;
	const texts = useTexts();
	const change = (member, kind) =>
		act('members', { numberId: number.id, groupId, member, change: kind }).catch(() => {});
	const others = people.filter(({ id }) => !members.some((member) => member.number === id));
	return html`<section aria-labelledby="members-title">
		<h2 id="members-title">${texts.members(members.length)}</h2>
		<ul class="members">
			${members.map(
				(member) => html`<${Member} key=${member.number} ...${member} change=${change} />`,
			)}
		</ul>
		${others.length > 0 && html`<${Join} people=${others} change=${change} />`}
		<div class="invite">
			<${Icon} name="link" size="18" />
			<span class="invite-link"><span class="hidden">${texts.invite}: </span>${inviteLink}</span>
			<${CopyButton} text=${inviteLink} what=${texts.invite} />
		</div>
	</section>`;
}

function Member({ number, name, role, isOwn, change }) {
	const texts = useTexts();
	const shown = nameOr(name, number);
	return html`<li>
		<${Avatar} id=${number} name=${shown} small />
		<span class="member-name">
			${shown}
			<small>${isOwn ? texts.thisNumber : name === null ? '' : phoneText(number)}</small>
		</span>
		${texts.roles[role] && html`<span class="role">${texts.roles[role]}</span>`}
		${!isOwn &&
		html`<${Act}
				name=${role === 'member' ? 'promote' : 'demote'}
				who=${shown}
				onClick=${() => change(number, role === 'member' ? 'promote' : 'demote')}
			/>
			<${Act} name="leave" who=${shown} onClick=${() => change(number, 'leave')} />`}
	</li>`;
}

/** A small button, whose name says for whom it is. */
function Act({ name, who, onClick }) {
	const texts = useTexts();
	const label = texts.memberActs[name](who);
	const icon = { promote: 'up', demote: 'down', leave: 'close' }[name];
	return html`<button
		type="button"
		class="icon-button"
		aria-label=${label}
		title=${label}
		onClick=${onClick}
	>
		<${Icon} name=${icon} size="16" />
	</button>`;
}

function Join({ people, change }) {
	const texts = useTexts();
	const [chosen, choose] = useState(undefined);
	const { id } = people.find((one) => one.id === chosen) ?? people[0];
	return html`<form
		class="join"
		onSubmit=${(event) => {
			event.preventDefault();
			change(id, 'join');
		}}
	>
		<select
			aria-label=${texts.whoJoins}
			value=${id}
			onChange=${({ target }) => choose(target.value)}
		>
			${people.map(
				(one) => html`<option key=${one.id} value=${one.id}>${nameOr(one.name, one.id)}</option>`,
			)}
		</select>
		<button type="submit">${texts.joins}</button>
	</form>`;
}
