using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Procedures;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Files;

namespace Liandong.Web.Desk;

/// <summary>Reads a form into an act: its key from the page, its typed fields, its uploads kept on the way.</summary>
public sealed class ActPosts(Node node)
{
    private const string Door = "desk";

    /// <summary>The fields of an act as the form gave them; a refusal when an upload may not be kept.</summary>
    public async Task<(Dictionary<string, FieldValue> Fields, Refusal? Refusal)> FieldsAsync(ProcedureAct act, IFormCollection form, PersonId person, Guid key, CancellationToken cancel)
    {
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        Refusal? refusal = null;
        foreach (var spec in act.Fields)
        {
            var name = $"{act.Name}.{spec.Code}";
            // The parts of a text keep their places, empty or not.
            var parts = spec.Type is FieldType.Text && spec.Parts.Count > 0 && form[name].Count > 1;
            List<string> given = [.. form[name].OfType<string>().Where(v => parts || v.Length > 0)];
            if (spec.Type == FieldType.Files)
            {
                var (hashes, wrong) = await KeepAsync(form.Files.GetFiles(name), spec.Code, person, key, cancel);
                given.AddRange(hashes);
                refusal ??= wrong;
            }
            if (spec is { Type: FieldType.Flag, Required: false } && given.Count == 0)
            {
                // A box that is not ticked is not sent; on a form that means no.
                given.Add("false");
            }
            if (given.Count > 0)
            {
                fields[spec.Code] = parts || spec.Type is FieldType.Files or FieldType.Units or FieldType.Conditions ? new FieldValue(null, given) : new FieldValue(given[0]);
            }
        }
        return (fields, refusal);
    }

    /// <summary>The act of a form: the page's key, so that a second press is the same act.</summary>
    public static Act ActOf(Guid key, PersonId person, string path, IReadOnlyDictionary<string, FieldValue> fields) => new(new ActId(key), person, person.Value, Door, Hash(path, fields));

    /// <summary>SHA-256 of what was sent, to tell a repetition from another request under the same key.</summary>
    public static byte[] Hash(string path, IReadOnlyDictionary<string, FieldValue> fields)
    {
        var text = new StringBuilder(path);
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name).Append('=').AppendJoin('\u001f', value.Items ?? [value.Text ?? ""]);
        }
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private async Task<(List<string> Hashes, Refusal? Refusal)> KeepAsync(IReadOnlyList<IFormFile> uploads, string field, PersonId person, Guid key, CancellationToken cancel)
    {
        var hashes = new List<string>();
        foreach (var (i, upload) in uploads.Where(u => u.Length > 0).Index())
        {
            if (upload.Length > KeptFiles.Largest)
            {
                return (hashes, new Refusal(Refusals.TooLarge, field));
            }
            using var bytes = new MemoryStream((int)upload.Length);
            await upload.CopyToAsync(bytes, cancel);
            var content = bytes.ToArray();
            // One upload, one act: its key follows from the form's, so that sending the form again keeps it once.
            var hash = SHA256.HashData(content);
            var own = new Guid(SHA256.HashData([.. key.ToByteArray(), (byte)i, .. Encoding.UTF8.GetBytes(field), .. hash]).AsSpan(0, 16));
            var (file, refusal) = await KeptFiles.KeepAsync(node, new Act(new ActId(own), person, person.Value, Door, hash), content, cancel);
            if (refusal is not null)
            {
                return (hashes, refusal with { Field = field });
            }
            hashes.Add(file!.Hash);
        }
        return (hashes, null);
    }
}
