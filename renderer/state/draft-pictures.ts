/** Adds pictures to a draft that is open: keeps them, and hands them to the editor that was written in last. */
import type { CoreClient } from '../../app/contract.ts';
import { LARGEST_PICTURE } from '../../app/pictures.ts';

/** An editor that takes pictures in. */
export interface PictureTaker {
  /** The section that it is for. */
  readonly section: string;
  takePicture(file: File): void;
}

/** What a file dialog offers. */
export const PICTURE_FILES = 'image/png,image/jpeg,image/gif,image/webp';

/** The bytes of a file in base64, and of one that is too large just so many that the core sees that it is. */
async function base64Of(file: File): Promise<string> {
  const reader = new FileReader();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
  reader.addEventListener('error', () => reject(reader.error ?? new Error('the file could not be read')));
  reader.readAsDataURL(file.slice(0, LARGEST_PICTURE + 1));
  const address = await promise;
  return address.slice(address.indexOf(',') + 1);
}

export class DraftPictures {
  readonly #client: CoreClient;
  readonly #draft: string;
  #takers: readonly PictureTaker[] = [];

  constructor(client: CoreClient, draft: string) {
    this.#client = client;
    this.#draft = draft;
  }

  /** Keeps a picture. Gives the Markdown that shows it. @throws what the core answers */
  async keep(file: File): Promise<string> {
    const data = await base64Of(file);
    return (await this.#client.pictures.add({ id: this.#draft, data, fileName: file.name })).markdown;
  }

  /** Shows the file of a picture in its folder. @throws what the core answers */
  async reveal(name: string): Promise<void> {
    await this.#client.pictures.reveal({ name });
  }

  /** An editor is there. Gives what ends that. */
  attach(taker: PictureTaker): () => void {
    this.#takers = [...this.#takers, taker];
    return () => {
      this.#takers = this.#takers.filter((each) => each !== taker);
    };
  }

  /** Somebody writes in an editor: what is added next is for that one. */
  prefer(taker: PictureTaker): void {
    if (this.#takers[0] !== taker) this.#takers = [taker, ...this.#takers.filter((each) => each !== taker)];
  }

  /** Is there an editor that a picture can go into? */
  get hasPlace(): boolean {
    return this.#takers.length > 0;
  }

  /** Asks for a file, which goes into an editor: that of a section, or the one that was written in last. */
  choose(section: string | null = null): void {
    const taker = this.#takers.find((each) => section === null || each.section === section);
    if (taker === undefined) return;
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = PICTURE_FILES;
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) taker.takePicture(file);
    });
    input.click();
  }
}
