/**
 * Files that the script sends by themselves, before the form that names them: hashed in the browser, to the place that
 * the API names, so that they may be larger than a form. It asks for JSON, so that what is refused comes as a problem
 * document.
 */
import { invalid } from '../../shared/errors.ts';
import type { Answer, Route } from '../http/route.ts';
import { ask } from './ask.ts';
import type { FormCall, PageCall } from './call.ts';
import { bytesTarget, formTarget, staleForm } from './declare.ts';
import { type DeclaredFile, declaredFile } from './declared-files.ts';

/** Declares the file, and says whether its bytes are there: asked before they are sent, and after. */
const declared = formTarget({
  ...{ path: '/console/files/declared', id: 'pageFileDeclared', summary: '登记要上传的文件' },
  stale: async () => {
    throw staleForm();
  },
  handle: async (call) => {
    const file = await declaredFile(call, chosenIn(call), call.form.get('key'));
    if (file.state === 'refused') throw invalid([], '文件的内容与文件名所示的类型不符，请检查后重新选择');
    return told(call, file);
  },
});

/** Takes the bytes where the platform keeps them itself. */
const content = bytesTarget({
  ...{ path: '/console/files/{id}/content', id: 'pageFileContent', summary: '上传文件内容' },
  handle: async (call) => {
    const { params, headers, bytes } = call;
    const { body } = await ask(call, 'putFileContent', { params, headers, bytes });
    return told(call, body as DeclaredFile);
  },
});

export const sentFileRoutes: readonly Route[] = [declared, content];

function chosenIn({ form }: FormCall) {
  const [name = '', sha256 = '', size = ''] = ['name', 'sha256', 'size'].map((field) => form.get(field) ?? '');
  return { name, sha256, size: Number(size) };
}

/**
 * What the script needs: its id, whether it is there, and where the bytes go. Those that are for us go to our own page.
 */
function told({ platform }: PageCall, { id, state, upload }: DeclaredFile): Answer {
  const { address } = platform.settings;
  const isOurs = upload?.url.startsWith(`${address}/`) === true;
  const place = upload && { url: isOurs ? `/console/files/${id}/content` : upload.url, headers: upload.headers };
  return {
    status: 200,
    body: { id, stored: state === 'stored', upload: place },
    headers: { 'cache-control': 'no-store' },
  };
}
