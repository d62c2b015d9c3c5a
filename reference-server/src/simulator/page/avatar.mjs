import { html } from './preact.mjs';
import { Icon } from './icons.mjs';
import { colourOf, initials } from './words.mjs';

/** A coloured disc with initials; channels have a megaphone. */
export function Avatar({ id, name, kind, small = false }) {
	const size = small ? 'avatar-small' : '';
	const shape = kind === 'group' ? 'avatar-group' : '';
	return html`<span class="avatar ${size} ${shape} colour-${colourOf(id)}" aria-hidden="true">
		${kind === 'newsletter' ? html`<${Icon} name="megaphone" />` : initials(name)}
	</span>`;
}
