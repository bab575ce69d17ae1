using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Verify;

/// <summary>Proves one stream: every link, the words beside it, its acts, its own row, and the rows drawn from it.</summary>
internal sealed class StreamCheck(StoredRange range, Guid id, Findings findings)
{
    private const short CaseKind = 1;

    private readonly List<StoredEvent> _events = range.Events.GetValueOrDefault(id) ?? [];
    private readonly List<CaseEvent> _told = [];
    private readonly Dictionary<int, StoredEvent> _erasures = [];
    private StoredEvent? _reportersErased;
    private string? _number;

    /// <summary>The case as its events tell it; null when they cannot be read, or when it is none.</summary>
    public CaseState? Case { get; private set; }

    /// <summary>Closed history: imported and ended in the same breath.</summary>
    public bool ClosesAtOnce => _told is [CaseImported, CaseClosed, ..];

    /// <summary>Checks everything but rows that hang on the clock's hand.</summary>
    public void Run()
    {
        _number = range.RowsOf(Tables.Cases.Name, id) is [var row, ..] ? row.Values[1] as string : null;
        if (range.Streams.GetValueOrDefault(id) is not { } stream)
        {
            Tell("streamMissing");
        }
        else if (stream.Kind == CaseKind || range.RowsOf(Tables.Cases.Name, id).Count > 0)
        {
            Replay();
        }
        Links();
        Words();
        Reporters();
        if (range.Streams.GetValueOrDefault(id) is { } held)
        {
            Row(held);
        }
    }

    public void Tell(string kind, params object?[] facts) => findings.Add(new Finding(kind, id, _number, null, facts));

    public StoredWords? WordsOf(int seq) => range.Words.GetValueOrDefault(id)?.GetValueOrDefault(seq);

    private void TellAt(int seq, string kind, params object?[] facts) => findings.Add(new Finding(kind, id, _number, seq, facts));

    private void Replay()
    {
        foreach (var e in _events)
        {
            try
            {
                _told.Add(EventJson.Read(e.Payload));
            }
            catch (Exception x) when (x is JsonException or NotSupportedException or FormatException or ArgumentException)
            {
                TellAt(e.Seq, "payloadUnreadable");
                return;
            }
            if (_told[^1] is TextErased erased)
            {
                Note(erased, e);
            }
        }
        try
        {
            Case = CaseState.Replay(new CaseId(id), _told);
            _number ??= Case.Facts?.Number;
        }
        catch (Exception x) when (x is InvalidOperationException or ArgumentException or NullReferenceException)
        {
            Tell("replayFails", x.Message);
        }
        Case = Case?.Facts is null ? null : Case;
    }

    private void Note(TextErased erased, StoredEvent by)
    {
        if (erased.Seq is { } seq)
        {
            _erasures[seq] = by;
        }
        else
        {
            _reportersErased = by;
        }
    }

    private void Links()
    {
        var head = Chain.Genesis;
        var next = 1;
        for (var i = 0; i < _events.Count; i++)
        {
            var e = _events[i];
            if (e.Seq != next)
            {
                TellAt(next, "eventMissing");
            }
            next = e.Seq + 1;
            if (e.Words is { Length: not 32 } || !Chain.Link(head, id, e.Seq, e.Act, e.RecordedAt, e.Payload, e.Words).AsSpan().SequenceEqual(e.Hash))
            {
                TellAt(e.Seq, "linkBroken");
            }
            head = e.Hash;
            if (i == 0 || _events[i - 1].Act != e.Act)
            {
                Act(e, i < _told.Count ? _told[i] : null);
            }
        }
    }

    /// <summary>An import is one act over many streams: it names itself as its stream, and began before its rows.</summary>
    private void Act(StoredEvent e, CaseEvent? told)
    {
        if (range.Acts.GetValueOrDefault(e.Act) is not { } act)
        {
            TellAt(e.Seq, "actMissing", e.Act);
        }
        else if (act.Stream != e.Act && (act.Stream != id || act.RecordedAt != e.RecordedAt || (told is ActPerformed performed && (performed.Act != act.Name || performed.At != act.At))))
        {
            TellAt(e.Seq, "actDiffers", e.Act);
        }
    }

    private void Words()
    {
        foreach (var e in _events)
        {
            var words = WordsOf(e.Seq);
            var erasure = _erasures.GetValueOrDefault(e.Seq);
            if (e.Words is null)
            {
                if (words is not null)
                {
                    TellAt(e.Seq, "wordsUnsealed");
                }
            }
            else if (words is { Salt: { } salt, Body: { } body })
            {
                if (erasure is not null)
                {
                    TellAt(e.Seq, "erasureUndone", erasure.Seq);
                }
                else if (!Chain.Seal(salt, body).AsSpan().SequenceEqual(e.Words))
                {
                    TellAt(e.Seq, "wordsDiffer");
                }
            }
            else if (erasure is not null)
            {
                findings.AddErasure(new Finding("erased", id, _number, e.Seq, erasure.Act, Chain.Show(erasure.RecordedAt)));
            }
            else
            {
                TellAt(e.Seq, "wordsMissing");
            }
        }
        foreach (var seq in (range.Words.GetValueOrDefault(id)?.Keys ?? Enumerable.Empty<int>()).Where(seq => _events.TrueForAll(e => e.Seq != seq)))
        {
            TellAt(seq, "wordsUnsealed");
        }
    }

    private void Reporters()
    {
        if (_reportersErased is not { } by)
        {
            return;
        }
        if (range.Reporters.GetValueOrDefault(id)?.Exists(r => r.Known) == true)
        {
            TellAt(by.Seq, "callerUndone");
            return;
        }
        findings.AddErasure(new Finding("callerErased", id, _number, by.Seq, by.Act, Chain.Show(by.RecordedAt)));
    }

    private void Row(StoredStream stream)
    {
        var last = _events.Count == 0 ? null : _events[^1];
        if (stream.Seq != (last?.Seq ?? 0))
        {
            Tell("streamSeq", stream.Seq, last?.Seq ?? 0);
        }
        if (last is not null && !stream.Head.AsSpan().SequenceEqual(last.Hash))
        {
            TellAt(last.Seq, "streamHead");
        }
        if (Case is not null && stream.Version != Case.Version)
        {
            Tell("streamVersion", stream.Version, Case.Version);
        }
    }
}
