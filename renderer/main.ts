/** Where the page begins: it connects to the core and shows the app. */
import { mount } from 'svelte';

import { connect } from './link.ts';
import { flushWhenLeaving } from './state/pending.svelte.ts';
import { Session } from './state/session.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/markdown.css';
import App from './views/App.svelte';

const session = new Session(window, connect(window), Date.now);
flushWhenLeaving(window, session.pending);
mount(App, { target: document.body, props: { session } });
