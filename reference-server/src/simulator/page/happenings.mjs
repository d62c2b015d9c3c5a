import { html, useState } from './preact.mjs';
import { act } from './server.mjs';
import { useTexts } from './settings.mjs';
import { nameOr } from './words.mjs';

/** What can be done with a call on the other side's phone, by whose call it is and its status. */
const ACTIONS = {
	OUTBOUND: { RINGING: ['take', 'refuse'], ACCEPTED: ['hangUp'] },
	INBOUND: { RINGING: ['hangUp'], ACCEPTED: ['hangUp'] },
};
/** Numbers on this engine have no calls. */
const WITHOUT_CALLS = 'evolution-v2';

/** What people do besides writing, and the calls of the number. */
export function Happenings({ chat, number, calls }) {
	const texts = useTexts();
	const [problem, setProblem] = useState('');
	const person = chat?.kind === 'direct' && /^\d+$/.test(chat.id) ? chat : undefined;
	if (!person && calls.length === 0) return null;
	const run = async (path, body) => {
		try {
			await act(path, body);
			setProblem('');
		} catch (error) {
			setProblem(error.message);
		}
	};
	const place = { numberId: number.id, from: person?.id };
	const message = { numberId: number.id, chatId: person?.id, text: texts.adText, fromAd: true };
	const name = person && nameOr(person.name, person.id);
	return html`<section aria-labelledby="happenings-title">
		<h2 id="happenings-title">${texts.happenings}</h2>
		${person &&
		html`<p class="actions">
			<button type="button" class="action" onClick=${() => run('leads', place)}>
				${texts.fillIn(name)}
			</button>
			<button type="button" class="action" onClick=${() => run('messages', message)}>
				${texts.fromAd(name)}
			</button>
			${number.provider !== WITHOUT_CALLS &&
			html`<button type="button" class="action" onClick=${() => run('calls', place)}>
				${texts.ring(name)}
			</button>`}
		</p>`}
		<ul class="calls">
			${calls.map((call) => html`<${Call} key=${call.id} call=${call} run=${run} />`)}
		</ul>
		${problem && html`<p class="failure" role="alert">${problem}</p>`}
	</section>`;
}

function Call({ call: { id, direction, status, name, seconds }, run }) {
	const texts = useTexts();
	const actions = ACTIONS[direction][status] ?? [];
	return html`<li class="call">
		<span class="call-name">${texts.calls[direction](name)}</span>
		<small>${texts.callStatuses[status]}${seconds === null ? '' : ` · ${seconds} s`}</small>
		${actions.map(
			(action) =>
				html`<button
					type="button"
					class="action"
					onClick=${() => run(`calls/${encodeURIComponent(id)}`, { action })}
				>
					${texts.callActions[action](name)}
				</button>`,
		)}
	</li>`;
}
