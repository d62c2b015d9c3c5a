/** What the page says to the server and hears from it. */

/** Sends JSON; rejects with the server's sentence. */
async function post(path, body) {
	const response = await fetch(`/simulator/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.message);
	return answer;
}

/** Somebody writes in a chat. Gives the message; rejects with the server's sentence. */
export const write = (message) => post('messages', message);

/** What people do besides writing; rejects with the server's sentence. */
export const act = (path, body) => post(path, body);

/** Changes the faults that are given. Gives all of them; rejects with the server's sentence. */
export const setSwitches = (values) => post('switches', values);

/** The wanted number if there is one, else the first that a workflow listens to, else the first that is online. */
export async function knownNumber(wanted) {
	const numbers = await (await fetch('/simulator/numbers')).json();
	const number =
		numbers.find(({ id }) => id === wanted) ??
		numbers.find(({ isHeard }) => isHeard) ??
		numbers.find(({ session }) => session === 'OPEN');
	return (number ?? numbers[0]).id;
}

/** Events of so many milliseconds are shown at once: a broadcast brings thousands of them. */
const GATHER_MS = 30;

const EVENTS = ['snapshot', 'overview', 'message'];

/**
 * Listens to one number; browsers connect again by themselves, and every connection starts with a
 * snapshot. The function it gives ends that.
 *
 * @param dispatch gets `{ type, data }` for each event, and `{ type: 'lost' }`
 */
export function listen(numberId, dispatch) {
	const source = new EventSource(`/simulator/events?number=${encodeURIComponent(numberId)}`);
	let waiting = [];
	const take = (action) => {
		if (waiting.length === 0) setTimeout(flush, GATHER_MS);
		waiting.push(action);
	};
	const flush = () => {
		const actions = waiting;
		waiting = [];
		if (source.readyState !== EventSource.CLOSED) actions.forEach(dispatch);
	};
	for (const type of EVENTS) {
		source.addEventListener(type, (event) => take({ type, data: JSON.parse(event.data) }));
	}
	source.addEventListener('error', () => take({ type: 'lost' }));
	return () => source.close();
}
