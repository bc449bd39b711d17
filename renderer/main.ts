/** Where the page begins: it connects to the core and shows the app. */
import { mount } from 'svelte';

import { connect } from './link.ts';
import { CaptureState, isCapture } from './state/capture.svelte.ts';
import { flushWhenLeaving } from './state/pending.svelte.ts';
import { Session } from './state/session.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/markdown.css';
import App from './views/App.svelte';
import Capture from './views/Capture.svelte';

const link = connect(window);
if (isCapture(window))
  mount(Capture, { target: document.body, props: { capture: new CaptureState(window, link) } });
else {
  const session = new Session(window, link, Date.now);
  flushWhenLeaving(window, session.pending);
  mount(App, { target: document.body, props: { session } });
}
