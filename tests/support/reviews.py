"""Operations that the document does not have, and the vendor does not offer, as they would stand in it."""

PATHS = """\
  /identity/reviews:
    get:
      operationId: listReviews
      tags: [Management]
      summary: List reviews
      security: [{bearerAuth: []}]
      parameters:
        - {name: status, in: query, schema: {$ref: "#/components/schemas/ReviewStatus"}}
        - {name: urgent, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: The reviews
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Review"}}}}
  /identity/reviews/{id}:
    get:
      operationId: getReview
      tags: [Management]
      summary: Get review
      security: [{bearerAuth: []}]
      parameters: [{$ref: "#/components/parameters/VerificationId"}]
      responses:
        "200": {description: The review, content: {application/json: {schema: {$ref: "#/components/schemas/Review"}}}}
        "404": {$ref: "#/components/responses/NotFound"}
  /identity/reviews/{id}/close:
    post:
      operationId: closeReview
      tags: [Management]
      summary: Close review
      x-transition: {when: {status: open}, then: {status: closed}, otherwise: "409"}
      security: [{bearerAuth: []}]
      parameters: [{$ref: "#/components/parameters/VerificationId"}]
      responses:
        "200": {description: The review, content: {application/json: {schema: {$ref: "#/components/schemas/Review"}}}}
        "409": {$ref: "#/components/responses/Conflict"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
"""
SCHEMAS = """\
    ReviewStatus: {type: string, enum: [open, closed]}
    Review:
      type: object
      properties:
        id: {type: string, x-pii: none}
        status: {$ref: "#/components/schemas/ReviewStatus"}
        urgent: {type: boolean, x-pii: none, example: false}
"""

# What is inside of what our own document has, and a path that is the end of another.
INNER_PATHS = """\
  /identity/verifications/{id}/documents:
    parameters: [{$ref: "#/components/parameters/VerificationId"}]
    get:
      operationId: listDocuments
      tags: [Management]
      security: [{bearerAuth: []}]
      responses:
        "200":
          description: The documents
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Document"}}}}
    post:
      operationId: createDocument
      tags: [Management]
      security: [{bearerAuth: []}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Document"}}}}
      responses:
        "200":
          description: The document
          content: {application/json: {schema: {$ref: "#/components/schemas/Document"}}}
  /identity/verifications/{id}/documents/{number}:
    parameters:
      - {$ref: "#/components/parameters/VerificationId"}
      - {name: number, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getDocument
      tags: [Management]
      security: [{bearerAuth: []}]
      responses:
        "200":
          description: The document
          content: {application/json: {schema: {$ref: "#/components/schemas/Document"}}}
    delete:
      operationId: deleteDocument
      tags: [Management]
      security: [{bearerAuth: []}]
      responses: {"204": {description: Gone}}
  /documents:
    get:
      operationId: countDocuments
      tags: [Management]
      security: [{bearerAuth: []}]
      responses: {"200": {description: How many, content: {application/json: {schema: {type: integer, example: 7}}}}}
"""
INNER_SCHEMA = """\
    Document:
      type: object
      properties: {number: {type: integer, x-pii: none}, side: {type: string, x-pii: none, example: front}}
"""
