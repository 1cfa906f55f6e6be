/** A file's content in Base64, as the schema expects pictures. */
export async function base64Of(file: File): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<string>((resolve, reject) => {
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
  });
  reader.readAsDataURL(file);
  return afterComma(await read);
}

/** A picture of no person: specks, because a plain one would be smaller than the minimum size of a face. */
export function samplePhoto(): string {
  const side = 96;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) return '';
  const pixels = context.createImageData(side, side);
  crypto.getRandomValues(pixels.data);
  for (let alpha = 3; alpha < pixels.data.length; alpha += 4) pixels.data[alpha] = 255;
  context.putImageData(pixels, 0, 0);
  return afterComma(canvas.toDataURL('image/png'));
}

function afterComma(dataUrl: string): string {
  return dataUrl.slice(dataUrl.indexOf(',') + 1);
}
