// Calls of the HTTP API. Every path and parameter is in /openapi.json.

export class ApiError extends Error {
  constructor(status, body) {
    super(body.message || `HTTP ${status}`);
    this.status = status;
    this.code = body.code;
  }
}

// parameters: names to values; arrays are repeated, empty values left out.
export async function get(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') query.append(name, one);
    }
  }
  const text = query.toString();
  const response = await fetch(text ? `${path}?${text}` : path);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

// Resource names hold "/" and are otherwise encoded part by part.
export function resource(name) {
  return `/v1/${name.split('/').map(encodeURIComponent).join('/')}`;
}
