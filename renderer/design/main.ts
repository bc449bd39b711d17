/** `npm run design`: the page on which every part stands in every state. It is no part of the app. */
import { mount } from 'svelte';

import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/markdown.css';
import DesignPage from './DesignPage.svelte';

mount(DesignPage, { target: document.body });
