import { MediaQuery } from 'svelte/reactivity';

/** Nothing can be pointed at without being pressed, as on a touch screen: what shows under a pointer has to show always. */
export const cannotHover = new MediaQuery('hover: none');
