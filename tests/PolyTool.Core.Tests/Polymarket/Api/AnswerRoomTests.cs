using System.Net;
using System.Text;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

/// <summary>One budget of bytes for all answers in flight; that it holds a process below its limit is shown by <see cref="HostileUsersTests"/>.</summary>
public sealed class AnswerRoomTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_answers_take_turns_and_ordinary_ones_never_wait()
    {
        using AnswerRoom room = new(1);
        var first = room.Open();
        using var second = room.Open();
        using var third = room.Open();
        await first.ReserveAsync(AnswerRoom.Ordinary + 1, Token);
        await first.ReserveAsync(4 * AnswerRoom.Ordinary, Token);
        await second.ReserveAsync(AnswerRoom.Ordinary, Token);
        var waiting = third.ReserveAsync(AnswerRoom.Ordinary + 1, Token).AsTask();
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(50, Token)));
        first.Dispose();
        first.Dispose();
        await waiting;
    }

    [Fact]
    public void Items_cost_what_they_take_once_they_are_read() =>
        Assert.Equal(12 + (256 * 4), AnswerRoom.CostOf("[{},{},{}]  "u8));

    [Theory]
    [InlineData("{},")]
    [InlineData("        ")]
    [InlineData("[],")]
    public async Task Endless_answers_side_by_side_are_each_refused_as_too_large(string piece)
    {
        using AnswerRoom room = new(2);
        using ApiClient client = new(new ApiClientOptions(), handler: new Endless(piece), room: room);
        ApiRequest request = new(ApiRoute.UserStatistics, [ApiRequest.Term("user", "u")]);
        var errors = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Assert.ThrowsAsync<ApiException>(() => client.GetAsync(request, static body => body, Token))));
        Assert.All(errors, static error => Assert.Equal("ApiAnswerTooLarge", error.Code));
    }

    private sealed class Endless(string piece) : HttpMessageHandler
    {
        private readonly byte[] _block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 4096)));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Body(_block)) { Headers = { ContentType = new("application/json") } } });

        private sealed class Body(byte[] block) : Stream
        {
            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => throw new NotSupportedException();

            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                var length = Math.Min(count, block.Length);
                block.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
                return length;
            }

            public override void Flush()
            {
            }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
