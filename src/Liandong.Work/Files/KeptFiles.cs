using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Procedures;
using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Files;

/// <summary>A stored upload.</summary>
public sealed record KeptFile(string Hash, UploadKind Kind, long Bytes);

/// <summary>Uploads: kept by the hash of their stripped bytes, brought by an act, seen by who brought them and with the cases that have them.</summary>
public static class KeptFiles
{
    /// <summary>The largest upload, inclusive.</summary>
    public const int Largest = 20 * 1024 * 1024;

    private const string ActName = "keep-file";

    /// <summary>Where the files of a data folder lie.</summary>
    public static BlobStore StoreOf(string dataDir) => new(Path.Combine(dataDir, "files"));

    /// <summary>
    /// Keeps a file; the same act again is the same file. An upload belongs to no case yet, so its act stands for itself:
    /// its stream's id is its own.
    /// </summary>
    public static async Task<(KeptFile? File, Refusal? Refusal)> KeepAsync(Node node, Act act, byte[] upload, CancellationToken cancel)
    {
        if (UploadType.Detect(upload) is not { } kind || MetadataStripper.Strip(kind, upload).Bytes is not { } bytes)
        {
            return (null, new Refusal(Refusals.TypeUnsupported, "body", "image/jpeg image/png image/webp application/pdf"));
        }
        var hash = await StoreOf(node.DataDir).SaveAsync(bytes, cancel);
        var file = new KeptFile(hash, kind, bytes.Length);
        if (await WriteAsync(node, act, file, cancel))
        {
            return (file, null);
        }
        var (stream, refusal) = await KnownActs.FindAsync(node.Source, act, cancel);
        return stream is null ? (null, refusal) : (file, null);
    }

    /// <summary>The file, when this person brought it or may see a case that has it.</summary>
    public static async Task<KeptFile?> FindAsync(Node node, string hash, PersonId person, Scope scope, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand();
        var name = Scope.Add(command.Parameters, hash, NpgsqlDbType.Text);
        var tag = Scope.Add(command.Parameters, new[] { "f:" + hash }, NpgsqlDbType.Array | NpgsqlDbType.Text);
        var brought = Scope.Add(command.Parameters, person.Value, NpgsqlDbType.Text);
        command.CommandText = $"""
            select f.type, f.bytes from files f where f.hash = {name}
              and (f.principal = {brought} or exists (select from cases c where c.tags @> {tag} and {scope.WhereKnown(command.Parameters)}))
            """;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new KeptFile(hash, Enum.GetValues<UploadKind>().First(k => k.MediaType() == reader.GetString(0)), reader.GetInt64(1)) : null;
    }

    /// <summary>Names a field of an act that holds a hash which nobody has uploaded.</summary>
    public static async Task<Refusal?> UnknownAsync(NpgsqlDataSource source, ProcedureAct act, CheckedFields fields, CancellationToken cancel)
    {
        foreach (var field in act.Fields.Where(f => f.Type == FieldType.Files && fields.List(f.Code).Count > 0))
        {
            await using var command = source.CreateCommand("select hash from unnest($1::text[]) as t(hash) where hash not in (select f.hash from files f) limit 1");
            command.Parameters.Add(new NpgsqlParameter { Value = fields.List(field.Code).ToArray() });
            if (await command.ExecuteScalarAsync(cancel) is string)
            {
                return new Refusal(Refusals.CodeUnknown, field.Code);
            }
        }
        return null;
    }

    private static async Task<bool> WriteAsync(Node node, Act act, KeptFile file, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("""
            with known as (
              insert into acts (act_id, stream_id, name, principal, door, at, recorded_at, request_hash)
              values ($1, $1, $2, $3, $4, $5, $5, $6) on conflict (act_id) do nothing returning act_id)
            insert into files (hash, type, bytes, stored_at, principal)
            select $7, $8, $9, $5, $3 from known on conflict (hash) do nothing returning 1
            """);
        object[] values =
        [
            act.Id.Value, ActName, act.Principal, act.Door, node.Clock.GetUtcNow().UtcDateTime, act.RequestHash, file.Hash, file.Kind.MediaType(), file.Bytes,
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return await command.ExecuteScalarAsync(cancel) is not null;
    }
}
