import { html, useEffect, useState } from './preact.mjs';
import { setSwitches } from './server.mjs';
import { useTexts } from './settings.mjs';

const LIMITS = ['off', '5', '1', '0'];
const DELAYS = [0, 1000, 5000, 20_000];

/** The switches' values, where what was just chosen holds until the server says the same. */
function useSwitches(number, switches) {
	const [chosen, setChosen] = useState({});
	useEffect(() => {
		setChosen((before) => {
			const open = Object.entries(before).filter(([name, value]) => switches[name] !== value);
			return Object.fromEntries(open);
		});
	}, [switches]);
	const set = async (values) => {
		setChosen((before) => ({ ...before, ...values }));
		try {
			await setSwitches({ numberId: number.id, ...values });
		} catch {
			setChosen({});
		}
	};
	return [{ ...switches, ...chosen }, set];
}

/** Switches for what can go wrong. */
export function Faults({ number, switches }) {
	const texts = useTexts();
	const [values, set] = useSwitches(number, switches);
	const { offline, notEligible, requestsPerSecond, slowMs } = values;
	const limit = requestsPerSecond === null ? 'off' : String(requestsPerSecond);
	const limitText = (value) => texts.rateLimits[value] ?? texts.otherLimit(value);
	const setLimit = (value) => set({ requestsPerSecond: value === 'off' ? null : Number(value) });
	return html`<section aria-labelledby="faults-title">
		<h2 id="faults-title">${texts.faults}</h2>
		<p class="hint">${texts.faultsHint}</p>
		<${Toggle} name="offline" isOn=${offline} onChange=${(value) => set({ offline: value })} />
		<${Toggle}
			name="notEligible"
			isOn=${notEligible}
			onChange=${(value) => set({ notEligible: value })}
		/>
		<${Choice}
			name="rateLimit"
			values=${[...new Set([...LIMITS, limit])]}
			value=${limit}
			textOf=${limitText}
			onChange=${setLimit}
		/>
		<${Choice}
			name="slow"
			values=${[...new Set([...DELAYS, slowMs])]}
			value=${slowMs}
			textOf=${(ms) => texts.slowness(ms / 1000)}
			onChange=${(value) => set({ slowMs: Number(value) })}
		/>
	</section>`;
}

function Toggle({ name, isOn, onChange }) {
	const texts = useTexts();
	return html`<label class="fault">
		<span class="fault-name">${texts[name]}</span>
		<small id=${`${name}-hint`}>${texts[`${name}Hint`]}</small>
		<input
			type="checkbox"
			role="switch"
			class="toggle"
			id=${name}
			aria-label=${texts[name]}
			aria-describedby=${`${name}-hint`}
			checked=${isOn}
			onChange=${({ target }) => onChange(target.checked)}
		/>
	</label>`;
}

function Choice({ name, values, value, textOf, onChange }) {
	const texts = useTexts();
	return html`<label class="fault">
		<span class="fault-name">${texts[name]}</span>
		<small id=${`${name}-hint`}>${texts[`${name}Hint`]}</small>
		<select
			id=${name}
			aria-label=${texts[name]}
			aria-describedby=${`${name}-hint`}
			value=${value}
			onChange=${({ target }) => onChange(target.value)}
		>
			${values.map(
				(one) => html`<option value=${one} selected=${one === value}>${textOf(one)}</option>`,
			)}
		</select>
	</label>`;
}
