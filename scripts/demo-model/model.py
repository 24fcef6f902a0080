"""The acoustic network: two strided convolutions (25 frames a second), then blocks of convolution, self-attention and feed-forward; CTC at the end."""
import torch
import torch.nn.functional as F
from torch import nn

KERNEL = 9


class Shifted(nn.Module):
    """Depthwise convolution in time. As a sum of shifted copies it is several times faster on a processor than the library's grouped one."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(KERNEL, width) * KERNEL**-0.5)
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        if torch.onnx.is_in_onnx_export():
            return F.conv1d(x.transpose(1, 2), self.weight.t()[:, None], self.bias, padding=KERNEL // 2, groups=x.shape[2]).transpose(1, 2)
        padded = F.pad(x, (0, 0, KERNEL // 2, KERNEL // 2))
        out = self.bias.to(x.dtype)
        for i in range(KERNEL):
            out = out + padded[:, i : i + x.shape[1]] * self.weight[i].to(x.dtype)
        return out


class Block(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.conv_norm, self.norm, self.ff_norm = (nn.LayerNorm(width) for _ in range(3))
        self.gate, self.shifted, self.conv_out = nn.Linear(width, 2 * width), Shifted(width), nn.Linear(width, width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(dropout) if dropout else nn.Identity()

    def forward(self, x):
        x = x + self.drop(self.conv_out(F.silu(self.shifted(F.glu(self.gate(self.conv_norm(x)), -1)))))
        b, t, width = x.shape
        q, k, v = (part.view(b, t, self.heads, width // self.heads).transpose(1, 2) for part in self.qkv(self.norm(x)).split(width, -1))
        # Written out: at these sizes it is faster on a processor than the library's fused attention.
        attended = (q @ k.transpose(2, 3) * (width // self.heads) ** -0.5).softmax(-1) @ v
        x = x + self.drop(self.out(attended.transpose(1, 2).reshape(b, t, width)))
        return x + self.drop(self.down(F.silu(self.up(self.ff_norm(x)))))


class Network(nn.Module):
    """Normalised log-mel (batch × mels × frames of 10 ms) → logits (batch × frames of 40 ms × pieces + 1)."""

    def __init__(self, mels, pieces, width=192, heads=4, blocks=6, dropout=0.0):
        super().__init__()
        self.stem1 = nn.Conv1d(mels, width, 5, 2, 2)
        self.stem2 = nn.Conv1d(width, width, 5, 2, 2)
        self.blocks = nn.ModuleList(Block(width, heads, dropout) for _ in range(blocks))
        self.last_norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, pieces + 1)

    def forward(self, mel):
        x = F.silu(self.stem2(F.silu(self.stem1(mel)))).transpose(1, 2)
        for block in self.blocks:
            x = block(x)
        return self.head(self.last_norm(x))
