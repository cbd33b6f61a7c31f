using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Batches;

/// <summary>
/// One of the parts that a batch is split into, for machines side by side. A user belongs to the part that the hash of its name
/// says, so a list that grows moves nobody; another number of parts is another batch.
/// </summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are, 1 to <see cref="Most"/>.</param>
public sealed record BatchShard(int Number, int Count)
{
    /// <summary>As many parts as a batch may have.</summary>
    public const int Most = 10_000;

    private const string Auto = "Auto";

    /// <summary>
    /// Reads <c>3/16</c>; or <c>Auto</c> or <c>Auto/16</c>, for which the environment of a job says which part it is: Slurm's
    /// <c>SLURM_ARRAY_TASK_ID</c> (from 1) and <c>_COUNT</c>, an Indexed Job's <c>JOB_COMPLETION_INDEX</c> (from 0, count to be given), AWS
    /// Batch's <c>AWS_BATCH_JOB_ARRAY_INDEX</c> (from 0) and <c>_SIZE</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="environment">Reads a variable of the environment; null where it is not set.</param>
    /// <returns>The part.</returns>
    /// <exception cref="Failure"><c>ShardNotANumber</c>, or <c>ShardNotInEnvironment</c>: nothing there says which part it is, or it says something else.</exception>
    public static BatchShard Parse(string text, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(environment);
        var trimmed = text.Trim();
        if (trimmed.StartsWith(Auto, StringComparison.OrdinalIgnoreCase) && trimmed[Auto.Length..] is var rest && (rest.Length == 0 || rest[0] == '/'))
        {
            return OfEnvironment(text, rest.Length == 0 ? null : WholeNumber(rest[1..]) ?? throw NotANumber(text), environment);
        }

        return trimmed.Split('/') is [var number, var count] && WholeNumber(number) is { } which && WholeNumber(count) is { } of && IsPart(which, of)
            ? new(which, of)
            : throw NotANumber(text);
    }

    /// <summary>Whether a user belongs to this part.</summary>
    /// <param name="user">The user, as the list has it.</param>
    public bool Holds(string user)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(user), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)Count == (ulong)(Number - 1);
    }

    /// <summary>The id of the batch that is this part of another: names of parts sort as their numbers do.</summary>
    /// <param name="batchId">The id of the whole batch.</param>
    public string IdOf(string batchId)
    {
        var digits = Count.ToString(CultureInfo.InvariantCulture).Length;
        return string.Create(CultureInfo.InvariantCulture, $"{batchId}.shard-{Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}-of-{Count}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static BatchShard OfEnvironment(string text, int? given, Func<string, string?> environment)
    {
        // Slurm counts the tasks that were submitted: of --array=3 alone that is one, which is no part of one.
        if (environment("SLURM_ARRAY_TASK_ID") is { } task)
        {
            return Of(text, "SLURM_ARRAY_TASK_ID", task, 0, given ?? CountIn(text, environment, "SLURM_ARRAY_TASK_COUNT"), "Submit it with --array=1-16, or say how many there are: -Shard Auto/16.");
        }

        if (environment("JOB_COMPLETION_INDEX") is { } completion)
        {
            return Of(text, "JOB_COMPLETION_INDEX", completion, 1, given, "An Indexed Job does not say how many there are. Give them: -Shard Auto/16.");
        }

        return environment("AWS_BATCH_JOB_ARRAY_INDEX") is { } child
            ? Of(text, "AWS_BATCH_JOB_ARRAY_INDEX", child, 1, given ?? CountIn(text, environment, "AWS_BATCH_JOB_ARRAY_SIZE"), "Say how many there are: -Shard Auto/16.")
            : throw new Failure(
                "ShardNotInEnvironment", $"-Shard '{text}': no engine says which part this is; SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and AWS_BATCH_JOB_ARRAY_INDEX are not set. Give it: -Shard 3/16.", text);
    }

    private static BatchShard Of(string text, string variable, string value, int offset, int? count, string advice) =>
        WholeNumber(value) is { } index && count is { } parts && IsPart(index + offset, parts)
            ? new(index + offset, parts)
            : throw new Failure(
                "ShardNotInEnvironment",
                $"-Shard '{text}': {variable} is '{VisibleText.Of(value, 20)}', which is no part of {(count is { } of ? of.ToString(CultureInfo.InvariantCulture) : "an unknown number")}. {advice}",
                text);

    private static int? CountIn(string text, Func<string, string?> environment, string variable) =>
        environment(variable) is not { } value ? null : WholeNumber(value) ?? throw new Failure(
            "ShardNotInEnvironment", $"-Shard '{text}': {variable} is '{VisibleText.Of(value, 20)}', which is no number.", text);

    private static bool IsPart(int number, int count) => count is >= 1 and <= Most && number >= 1 && number <= count;

    private static int? WholeNumber(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;

    private static Failure NotANumber(string text) => new(
        "ShardNotANumber", $"-Shard '{VisibleText.Of(text, 40)}' is no part of a batch. Give which part and how many there are, such as 3/16 (1/16 to 16/16, at most {Most}), or Auto.", text);
}
