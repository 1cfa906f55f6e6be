// Checks a copy of a transparency log with Go's own tools: the notes, the tiles, the entries, an older checkpoint and a
// receipt. Its argument is a folder with the files below GET /log/, and with vkey, older and receipt.json next to them.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type receipt struct {
	Index          int64
	Entry          string
	InclusionProof []string
	Checkpoint     string
}

// files serves the tiles of a folder to tlog, which writes the height of tiles into their paths.
type files struct{ folder string }

func (files) Height() int                     { return 8 }
func (files) SaveTiles([]tlog.Tile, [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		read, err := os.ReadFile(filepath.Join(f.folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, read)
	}
	return all, nil
}

func main() {
	folder := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(folder, "vkey"))))
	check(err)
	tree := open(read(folder, "checkpoint"), verifier)
	older := open(read(folder, "older"), verifier)
	hashes := tlog.TileHashReader(tree, files{folder})

	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	check(err)
	check(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash))

	entries := entriesOf(folder, tree.N)
	for at, entry := range entries {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(at))})
		check(err)
		if leaf[0] != tlog.RecordHash(entry) {
			log.Fatalf("entry %d does not have the hash in its tile", at)
		}
	}

	var given receipt
	check(json.Unmarshal(read(folder, "receipt.json"), &given))
	signed := open([]byte(given.Checkpoint), verifier)
	var path tlog.RecordProof
	for _, text := range given.InclusionProof {
		hash, err := tlog.ParseHash(text)
		check(err)
		path = append(path, hash)
	}
	check(tlog.CheckRecord(path, signed.N, signed.Hash, given.Index, tlog.RecordHash([]byte(given.Entry))))
	fmt.Printf("%d entries, receipt of entry %d\n", len(entries), given.Index)
}

// open checks the signature of a checkpoint, and reads it.
func open(message []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(message, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		log.Fatalf("the origin %q is not the key's name", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}
}

// entriesOf reads the bundles: every entry after its length, in two bytes.
func entriesOf(folder string, size int64) [][]byte {
	var entries [][]byte
	for from := int64(0); from < size; from += 256 {
		path := fmt.Sprintf("tile/entries/%03d", from/256)
		if width := size - from; width < 256 {
			path = fmt.Sprintf("%s.p/%d", path, width)
		}
		for bundle := bytes.NewBuffer(read(folder, path)); bundle.Len() > 0; {
			length := int(binary.BigEndian.Uint16(bundle.Next(2)))
			entries = append(entries, bytes.Clone(bundle.Next(length)))
		}
	}
	return entries
}

func read(folder, path string) []byte {
	content, err := os.ReadFile(filepath.Join(folder, path))
	check(err)
	return content
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
