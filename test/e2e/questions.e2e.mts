/** Send and Wait that people answer in the chat, in a whole n8n. */
import { useN8n } from './n8n.mts';
import { api, testQuestions } from './questions.mts';

const n8n = useN8n(api);

testQuestions(n8n, () => n8n.url());
