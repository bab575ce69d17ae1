using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Liandong.Bench;

/// <summary>What the people at the desks do meanwhile, through the API: cases come in, are sent, and have something noted.</summary>
internal sealed class DeskApi(Uri host, string calltaker, string dispatcher, Requests requests)
{
    private readonly HttpClient _http = new() { BaseAddress = host, Timeout = TimeSpan.FromMinutes(1) };

    public async Task<string> RegisterAsync(CancellationToken cancel)
    {
        byte[] body;
        lock (requests)
        {
            body = requests.Body();
        }
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var read = await SendAsync(HttpMethod.Post, "/api/v1/cases", calltaker, content, cancel);
        return read.RootElement.GetProperty("number").GetString()!;
    }

    /// <summary>Until cancelled: a case comes in, after a while it is sent to a department.</summary>
    public async Task RegisterAndSendAsync(TimeSpan each, CancellationToken end)
    {
        while (true)
        {
            var number = await RegisterAsync(end);
            await Task.Delay(each / 2, end);
            using var sent = await SendAsync(HttpMethod.Post, $"/api/v1/cases/{number}/acts", dispatcher, JsonContent.Create(new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } }), end);
            await Task.Delay(each / 2, end);
        }
    }

    /// <summary>Writes a note; gives the version it made.</summary>
    public async Task<long> NoteAsync(string number, int no, CancellationToken cancel)
    {
        using var read = await SendAsync(HttpMethod.Post, $"/api/v1/cases/{number}/acts", dispatcher, JsonContent.Create(new { act = "note", fields = new { note = $"Note {no} of the benchmark." } }), cancel);
        return read.RootElement.GetProperty("version").GetInt64();
    }

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, string token, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
